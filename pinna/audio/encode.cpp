#include "pinna/audio/encode.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <vector>

#include <fmt/format.h>
#include <sndfile.h>

#include "pinna/audio/decode.h"
#include "pinna/audio/limits.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::audio {
namespace {

constexpr int64_t kBlockFrames = 4096;  // Vorbis keeps a block on the stack
constexpr double kVorbisQuality = 0.6;

/// A growing file in memory as libsndfile writes it.
struct MemoryFile {
  std::string bytes;
  size_t position = 0;

  static MemoryFile& of(void* user) { return *static_cast<MemoryFile*>(user); }
  static sf_count_t length(void* user) { return std::ssize(of(user).bytes); }
  static sf_count_t tell(void* user) { return static_cast<sf_count_t>(of(user).position); }
  static sf_count_t seek(sf_count_t offset, int whence, void* user) {
    MemoryFile& file = of(user);
    const int64_t origin = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? tell(user) : length(user);
    file.position = static_cast<size_t>(std::max<int64_t>(0, origin + offset));
    return tell(user);
  }
  static sf_count_t read(void* target, sf_count_t count, void* user) {
    MemoryFile& file = of(user);
    const size_t begin = std::min(file.position, file.bytes.size());
    const size_t got =
        file.bytes.copy(static_cast<char*>(target), static_cast<size_t>(count), begin);
    file.position = begin + got;
    return static_cast<sf_count_t>(got);
  }
  static sf_count_t write(const void* source, sf_count_t count, void* user) {
    MemoryFile& file = of(user);
    const size_t end = file.position + static_cast<size_t>(count);
    if (end > file.bytes.size()) file.bytes.resize(end);
    std::copy_n(static_cast<const char*>(source), count,
                file.bytes.begin() + static_cast<int64_t>(file.position));
    file.position = end;
    return count;
  }
};

struct CloseSoundFile {
  void operator()(SNDFILE* file) const { sf_close(file); }
};

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
template <class Integer>
Integer quantize(float sample, int bits) {
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

int64_t write_block(SNDFILE* file, const Waveform& waveform, int64_t begin, int64_t count,
                    int format) {
  switch (format & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_PCM_16:
      return sf_writef_short(file,
                             interleave<int16_t>(waveform, begin, count,
                                                 [](float x) { return quantize<int16_t>(x, 16); })
                                 .data(),
                             count);
    case SF_FORMAT_PCM_24:
      return sf_writef_int(file,
                           interleave<int32_t>(waveform, begin, count,
                                               [](float x) { return quantize<int32_t>(x, 24); })
                               .data(),
                           count);
    default:
      return sf_writef_float(
          file, interleave<float>(waveform, begin, count, [](float x) { return x; }).data(), count);
  }
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
  require_finite(waveform, "waveform to encode");
  MemoryFile memory;
  SF_VIRTUAL_IO callbacks{.get_filelen = MemoryFile::length,
                          .seek = MemoryFile::seek,
                          .read = MemoryFile::read,
                          .write = MemoryFile::write,
                          .tell = MemoryFile::tell};
  SF_INFO info{};
  info.samplerate = static_cast<int>(waveform.sample_rate);
  info.channels = static_cast<int>(waveform.num_channels);
  info.format = sound_file_format(format, encoding);
  const auto require = [&](bool holds) {
    if (!holds)
      throw core::InvalidOptions(
          {.what = "cannot encode audio",
           .got = fmt::format("{} channels at {} Hz as {}", waveform.num_channels,
                              waveform.sample_rate, core::enum_name(encoding)),
           .expected = "what the file format can hold"});
  };
  require(waveform.sample_rate <= kMaxSampleRate && waveform.num_channels <= kMaxChannels &&
          sf_format_check(&info));
  std::unique_ptr<SNDFILE, CloseSoundFile> file(
      sf_open_virtual(&callbacks, SFM_WRITE, &info, &memory));
  require(file != nullptr);
  double quality = kVorbisQuality;
  sf_command(file.get(), SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
  sf_command(file.get(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);  // it holds the time
  const int64_t num_frames = waveform.num_frames();
  for (int64_t begin = 0; begin < num_frames; begin += kBlockFrames) {
    const int64_t count = std::min(kBlockFrames, num_frames - begin);
    require(write_block(file.get(), waveform, begin, count, info.format) == count);
  }
  require(sf_close(file.release()) == 0);  // completes the header
  return std::move(memory.bytes);
}

void write_audio(const std::filesystem::path& path, const Waveform& waveform,
                 WavEncoding encoding) {
  core::write_file_atomically(path, encode_audio(waveform, audio_format_of(path), encoding));
}

}  // namespace pinna::audio
