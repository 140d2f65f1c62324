#include "pinna/audio/encode.h"

#include <cmath>
#include <limits>
#include <random>

#include "tests/pinna/audio/signals.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/decode.h"
#include "pinna/core/error.h"

namespace pinna::test {
namespace {

using namespace audio;
using core::BadData;
using core::InvalidOptions;

Waveform round_trip(const Waveform& waveform, AudioFormat format, WavEncoding encoding) {
  return parse_audio(encode_audio(waveform, format, encoding), "memory");
}

double largest_difference(const Waveform& a, const Waveform& b) {
  EXPECT_EQ(a.samples.size(), b.samples.size());
  double largest = 0;
  for (size_t i = 0; i < std::min(a.samples.size(), b.samples.size()); ++i)
    largest = std::max(largest, std::abs(static_cast<double>(a.samples[i]) - b.samples[i]));
  return largest;
}

TEST(EncodeAudio, FloatWavKeepsEveryValueAndChannel) {
  Waveform noise = white_noise(3, 1000, 22050, 2.5);
  const Waveform back = round_trip(noise, AudioFormat::wav, WavEncoding::float32);
  EXPECT_EQ(back.samples, noise.samples);
  EXPECT_EQ(back.num_channels, 3);
  EXPECT_EQ(back.sample_rate, 22050);
}

TEST(EncodeAudio, IntegersAreRoundedToTheNearestCode) {
  const Waveform noise = white_noise(2, 1000, 44100, 0.99);
  for (const AudioFormat format : {AudioFormat::wav, AudioFormat::flac}) {
    EXPECT_LE(largest_difference(round_trip(noise, format, WavEncoding::pcm16), noise),
              0.5 / 32768);
    EXPECT_LE(largest_difference(round_trip(noise, format, WavEncoding::pcm24), noise),
              0.5 / 8388608 + 1e-9);
  }
}

TEST(EncodeAudio, EverySixteenBitCodeSurvives) {
  Waveform codes{.samples = {}, .num_channels = 1, .sample_rate = 8000};
  for (int code = -32768; code < 32768; ++code)
    codes.samples.push_back(static_cast<float>(code) / 32768);
  EXPECT_EQ(round_trip(codes, AudioFormat::wav, WavEncoding::pcm16).samples, codes.samples);
  EXPECT_EQ(round_trip(codes, AudioFormat::flac, WavEncoding::pcm24).samples, codes.samples);
}

TEST(EncodeAudio, VorbisOfLowerQualityIsSmaller) {
  const Waveform noise = white_noise(1, 4 * 22050, 22050, 0.5);
  const std::string low = encode_vorbis(noise, 0), high = encode_vorbis(noise, 0.9);
  EXPECT_LT(2 * low.size(), high.size());
  EXPECT_EQ(parse_audio(low, "memory").num_frames(), 4 * 22050);
}

TEST(EncodeAudio, IntegersClipInsteadOfWrapping) {
  const Waveform loud{
      .samples = {1.0f, 1.7f, -1.0f, -40.0f}, .num_channels = 1, .sample_rate = 8000};
  EXPECT_EQ(round_trip(loud, AudioFormat::wav, WavEncoding::pcm16).samples,
            (std::vector<float>{32767 / 32768.0f, 32767 / 32768.0f, -1, -1}));
}

TEST(EncodeAudio, VorbisKeepsLengthAndSound) {
  const Waveform sine = sine_wave(440, 0.5, 20000, 44100);
  const Waveform back = round_trip(sine, AudioFormat::ogg, WavEncoding::pcm16);
  EXPECT_EQ(back.num_frames(), 20000);
  EXPECT_LE(largest_difference(back, sine), 0.02);
}

TEST(EncodeAudio, WavAndFlacBytesDependOnTheSamplesOnly) {
  const Waveform sine = sine_wave(440, 0.5, 2000, 44100);
  for (const AudioFormat format : {AudioFormat::wav, AudioFormat::flac})
    EXPECT_EQ(encode_audio(sine, format), encode_audio(sine, format));
  EXPECT_EQ(encode_audio(sine, AudioFormat::wav, WavEncoding::float32),
            encode_audio(sine, AudioFormat::wav, WavEncoding::float32));
}

TEST(EncodeAudio, EmptyWaveformMakesAnEmptyFile) {
  const Waveform empty{.samples = {}, .num_channels = 2, .sample_rate = 16000};
  EXPECT_EQ(round_trip(empty, AudioFormat::wav, WavEncoding::pcm16).num_frames(), 0);
}

TEST(EncodeAudio, NumbersThatAreNoneAreRefused) {
  Waveform broken = sine_wave(440, 0.5, 100, 8000);
  broken.samples[17] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THROW(encode_audio(broken, AudioFormat::wav), BadData);
}

TEST(EncodeAudio, WhatTheFormatCannotHoldIsRefused) {
  const Waveform sine = sine_wave(440, 0.5, 100, 8000);
  EXPECT_THROW(encode_audio(sine, AudioFormat::flac, WavEncoding::float32), InvalidOptions);
  EXPECT_THROW(encode_audio(white_noise(9, 10, 8000, 1), AudioFormat::flac), InvalidOptions);
  for (const auto& [channels, rate] :
       {std::pair{0, 8000}, {65, 8000}, {1, 0}, {1, -8000}, {1, 800000}}) {
    const Waveform odd{.samples = {}, .num_channels = channels, .sample_rate = rate};
    EXPECT_THROW(encode_audio(odd, AudioFormat::wav), InvalidOptions) << channels << " " << rate;
  }
}

TEST(WriteAudio, ExtensionChoosesTheFormat) {
  const TemporaryFolder folder;
  const Waveform sine = sine_wave(440, 0.5, 3000, 16000);
  for (const auto& [name, container, codec] : {std::tuple{"a.wav", "wav", "pcm16"},
                                               {"a.FLAC", "flac", "pcm16"},
                                               {"a.ogg", "ogg", "vorbis"}}) {
    write_audio(folder / name, sine);
    const AudioInfo info = read_audio_info(folder / name);
    EXPECT_EQ(info.container, container);
    EXPECT_EQ(info.codec, codec);
    EXPECT_EQ(info.num_frames, 3000);
    EXPECT_EQ(info.sample_rate, 16000);
  }
  EXPECT_THROW(write_audio(folder / "a.mp4", sine), InvalidOptions);
  EXPECT_THROW(write_audio(folder / "plain", sine), InvalidOptions);
}

TEST(WriteAudio, FailureLeavesNoFile) {
  const TemporaryFolder folder;
  const Waveform sine = sine_wave(440, 0.5, 3000, 16000);
  EXPECT_THROW(write_audio(folder / "none" / "a.wav", sine), core::IoError);
  EXPECT_THROW(write_audio(folder / "a.flac", sine, WavEncoding::float32), InvalidOptions);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace pinna::test
