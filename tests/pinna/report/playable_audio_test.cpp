#include "pinna/report/playable_audio.h"

#include <cmath>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/audio/decode.h"
#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

audio::Waveform tone(double seconds, int64_t num_channels, int64_t sample_rate) {
  audio::Waveform wave{.samples = {}, .num_channels = num_channels, .sample_rate = sample_rate};
  const auto frames = static_cast<size_t>(seconds * static_cast<double>(sample_rate));
  for (size_t i = 0; i < frames * static_cast<size_t>(num_channels); ++i)
    wave.samples.push_back(0.3F * std::sin(0.1F * static_cast<float>(i % frames)));
  return wave;
}

TEST(PlayableAudio, WhatBrowsersPlayIsTheFileItself) {
  const test::TemporaryFolder folder;
  const std::pair<const char*, const char*> kinds[] = {
      {"a.wav", "audio/wav"}, {"a.flac", "audio/flac"}, {"a.ogg", "audio/ogg"}};
  for (const auto& [name, media_type] : kinds) {
    audio::write_audio(folder / name, tone(0.2, 2, 22050));
    const auto sound = playable_audio(folder / name, 1 << 20);
    ASSERT_TRUE(sound) << name;
    EXPECT_EQ(sound->media_type, media_type);
    EXPECT_EQ(sound->bytes, core::read_file(folder / name));
    EXPECT_EQ(sound->copied_as, "");
    EXPECT_THAT(sound->data_address(), StartsWith(std::string("data:") + media_type + ";base64,"));
  }
}

TEST(PlayableAudio, ManyChannelsAndLargeFilesAreCopiedToMono) {
  const test::TemporaryFolder folder;
  audio::write_audio(folder / "wide.wav", tone(2, 4, 16000));
  audio::write_audio(folder / "large.wav", tone(20, 2, 44100));
  for (const auto& [name, seconds] : {std::pair{"wide.wav", 2.0}, {"large.wav", 20.0}}) {
    const auto sound = playable_audio(folder / name, 300'000);
    ASSERT_TRUE(sound) << name;
    EXPECT_LE(sound->bytes.size(), 300'000U);
    EXPECT_THAT(sound->copied_as, HasSubstr("Vorbis, mono"));
    const audio::Waveform copy = audio::parse_audio(sound->bytes, "copy");
    EXPECT_EQ(copy.num_channels, 1);
    EXPECT_NEAR(copy.seconds(), seconds, 1e-3);
  }
}

TEST(PlayableAudio, WhatCannotFitIsLeftOut) {
  const test::TemporaryFolder folder;
  audio::write_audio(folder / "a.wav", tone(2, 1, 16000));
  EXPECT_FALSE(playable_audio(folder / "a.wav", 1000));
  EXPECT_THROW(playable_audio(folder / "b.wav", 1000), core::MissingInput);
}

}  // namespace
}  // namespace pinna::report
