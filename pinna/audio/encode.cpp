#include "pinna/audio/encode.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include <fmt/format.h>

#include "pinna/audio/decode.h"
#include "pinna/audio/limits.h"
#include "pinna/audio/sound_file.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::audio {
namespace {

constexpr int64_t kBlockFrames = 4096;  // Vorbis keeps a block on the stack
constexpr double kVorbisQuality = 0.6;
constexpr int64_t kMaxWavBytes = 4'000'000'000;  // its sizes have 32 bits

int sound_file_format(AudioFormat format, WavEncoding encoding) {
  if (format == AudioFormat::ogg) return SF_FORMAT_OGG | SF_FORMAT_VORBIS;
  const int container = format == AudioFormat::wav ? SF_FORMAT_WAV : SF_FORMAT_FLAC;
  switch (encoding) {
    case WavEncoding::pcm16:
      return container | SF_FORMAT_PCM_16;
    case WavEncoding::pcm24:
      return container | SF_FORMAT_PCM_24;
    case WavEncoding::float32:
      return container | SF_FORMAT_FLOAT;
  }
  return container;
}

/// round(x * 2^(bits - 1)), clipped, in the upper bits of the integer.
template <class Integer, int bits>
Integer quantize(float sample) {
  const double full_scale = std::ldexp(1.0, bits - 1);
  const double code = std::clamp(std::nearbyint(sample * full_scale), -full_scale, full_scale - 1);
  return static_cast<Integer>(static_cast<int64_t>(code) << (8 * sizeof(Integer) - bits));
}

/// Frames [begin, begin + count) as `convert` makes them, interleaved.
template <class Sample>
std::vector<Sample> interleave(const Waveform& waveform, int64_t begin, int64_t count,
                               auto&& convert) {
  const int64_t channels = waveform.num_channels;
  std::vector<Sample> block(static_cast<size_t>(count * channels));
  for (int64_t c = 0; c < channels; ++c) {
    const auto source = waveform.channel(c);
    for (int64_t i = 0; i < count; ++i)
      block[static_cast<size_t>(i * channels + c)] =
          convert(source[static_cast<size_t>(begin + i)]);
  }
  return block;
}

/// Encodes frames [begin, begin + count); returns how many libsndfile took.
int64_t write_block(SNDFILE* file, const Waveform& waveform, int64_t begin, int64_t count,
                    int format) {
  const int codec = format & SF_FORMAT_SUBMASK;
  if (codec == SF_FORMAT_PCM_16) {
    const auto block = interleave<int16_t>(waveform, begin, count, quantize<int16_t, 16>);
    return sf_writef_short(file, block.data(), count);
  }
  if (codec == SF_FORMAT_PCM_24) {
    const auto block = interleave<int32_t>(waveform, begin, count, quantize<int32_t, 24>);
    return sf_writef_int(file, block.data(), count);
  }
  const auto block = interleave<float>(waveform, begin, count, std::identity{});
  return sf_writef_float(file, block.data(), count);
}

std::string encode(const Waveform& waveform, AudioFormat format, WavEncoding encoding,
                   double quality) {
  MemoryFile memory;
  SF_INFO info{};
  info.samplerate = static_cast<int>(waveform.sample_rate);
  info.channels = static_cast<int>(waveform.num_channels);
  info.format = sound_file_format(format, encoding);
  const auto require = [&](bool holds) {
    if (!holds)
      throw core::InvalidOptions(
          {.what = "cannot encode audio",
           .got =
               fmt::format("{} frames of {} channels at {} Hz as {}", waveform.num_frames(),
                           waveform.num_channels, waveform.sample_rate, core::enum_name(encoding)),
           .expected = "what the file format can hold"});
  };
  const int64_t largest_size = waveform.num_frames() * waveform.num_channels * 4;
  require(waveform.sample_rate <= kMaxSampleRate && waveform.num_channels <= kMaxChannels);
  require(sf_format_check(&info) && (format != AudioFormat::wav || largest_size <= kMaxWavBytes));
  require_finite(waveform, "waveform to encode");
  SoundFile file = memory.open_encoder(info);
  require(file != nullptr);
  sf_command(file.get(), SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
  sf_command(file.get(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);  // it holds the time
  const int64_t num_frames = waveform.num_frames();
  for (int64_t begin = 0; begin < num_frames; begin += kBlockFrames) {
    const int64_t count = std::min(kBlockFrames, num_frames - begin);
    require(write_block(file.get(), waveform, begin, count, info.format) == count);
  }
  require(sf_close(file.release()) == 0);  // completes the header
  return memory.take_bytes();
}

}  // namespace

AudioFormat audio_format_of(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (extension == ".wav") return AudioFormat::wav;
  if (extension == ".flac") return AudioFormat::flac;
  if (extension == ".ogg") return AudioFormat::ogg;
  throw core::InvalidOptions({.what = "audio file to write",
                              .got = extension.empty() ? "no extension" : extension,
                              .expected = ".wav, .flac or .ogg",
                              .where = path.string()});
}

std::string encode_audio(const Waveform& waveform, AudioFormat format, WavEncoding encoding) {
  return encode(waveform, format, encoding, kVorbisQuality);
}

std::string encode_vorbis(const Waveform& waveform, double quality) {
  return encode(waveform, AudioFormat::ogg, WavEncoding::pcm16, quality);
}

void write_audio(const std::filesystem::path& path, const Waveform& waveform,
                 WavEncoding encoding) {
  core::write_file_atomically(path, encode_audio(waveform, audio_format_of(path), encoding));
}

}  // namespace pinna::audio
