#include "pinna/audio/decode.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

#include <fmt/format.h>
#include <sndfile.h>

#include "pinna/audio/byte_source.h"
#include "pinna/audio/container.h"
#include "pinna/audio/limits.h"
#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

constexpr int64_t kBlockSamples = 1 << 16;
constexpr int64_t kTrustedSamples = 1 << 22;  // reserved before the first block is decoded

std::string container_name(Container container) {
  switch (container) {
    case Container::wav:
      return "wav";
    case Container::flac:
      return "flac";
    case Container::ogg:
      return "ogg";
    case Container::mp3:
      return "mp3";
  }
  return "?";
}

std::string codec_name(int format) {
  static constexpr std::pair<int, const char*> names[] = {
      {SF_FORMAT_PCM_S8, "pcm8"},       {SF_FORMAT_PCM_U8, "pcm8"},
      {SF_FORMAT_PCM_16, "pcm16"},      {SF_FORMAT_PCM_24, "pcm24"},
      {SF_FORMAT_PCM_32, "pcm32"},      {SF_FORMAT_FLOAT, "float32"},
      {SF_FORMAT_DOUBLE, "float64"},    {SF_FORMAT_ULAW, "ulaw"},
      {SF_FORMAT_ALAW, "alaw"},         {SF_FORMAT_VORBIS, "vorbis"},
      {SF_FORMAT_OPUS, "opus"},         {SF_FORMAT_MPEG_LAYER_I, "mp1"},
      {SF_FORMAT_MPEG_LAYER_II, "mp2"}, {SF_FORMAT_MPEG_LAYER_III, "mp3"}};
  const int codec = format & SF_FORMAT_SUBMASK;
  for (const auto& [known, name] : names)
    if (codec == known) return name;
  SF_FORMAT_INFO description{.format = codec, .name = nullptr, .extension = nullptr};
  const int failed = sf_command(nullptr, SFC_GET_FORMAT_INFO, &description, sizeof description);
  return failed || !description.name ? "unknown" : description.name;
}

/// A byte source as libsndfile reads it: with a position, and without exceptions.
struct VirtualFile {
  std::unique_ptr<ByteSource> source;
  int64_t position = 0;
  std::exception_ptr failure;

  static VirtualFile& of(void* user) { return *static_cast<VirtualFile*>(user); }
  static sf_count_t length(void* user) { return of(user).source->size(); }
  static sf_count_t tell(void* user) { return of(user).position; }
  static sf_count_t seek(sf_count_t offset, int whence, void* user) {
    VirtualFile& file = of(user);
    const int64_t origin = whence == SEEK_SET   ? 0
                           : whence == SEEK_CUR ? file.position
                                                : file.source->size();
    if (offset < -origin || offset > file.source->size() - origin) return -1;
    return file.position = origin + offset;
  }
  static sf_count_t read(void* target, sf_count_t count, void* user) {
    VirtualFile& file = of(user);
    if (count <= 0) return 0;
    try {
      const int64_t got = file.source->read_at(
          file.position, {static_cast<char*>(target), static_cast<size_t>(count)});
      file.position += got;
      return got;
    } catch (...) {
      file.failure = std::current_exception();
      return 0;
    }
  }
  static sf_count_t write(const void*, sf_count_t, void*) { return 0; }
};

struct CloseSoundFile {
  void operator()(SNDFILE* file) const { sf_close(file); }
};

void require_limits(const AudioInfo& info, const std::string& where) {
  const auto require = [&](std::string_view what, int64_t got, int64_t low, int64_t high,
                           std::string_view unit) {
    if (got < low || got > high)
      throw core::BadData({.what = fmt::format("{} of an audio file", what),
                           .got = fmt::format("{} {}", got, unit),
                           .expected = fmt::format("{} to {}", low, high),
                           .where = where});
  };
  require("channels", info.num_channels, 1, kMaxChannels, "channels");
  require("sample rate", info.sample_rate, 1, kMaxSampleRate, "Hz");
  require("length", info.num_frames, 0, kMaxSeconds * info.sample_rate, "frames");
}

std::vector<float> deinterleave(const std::vector<float>& frames, int64_t num_channels) {
  const size_t channels = static_cast<size_t>(num_channels);
  const size_t length = frames.size() / channels;
  std::vector<float> planes(frames.size());
  for (size_t c = 0; c < channels; ++c)
    for (size_t i = 0; i < length; ++i) planes[c * length + i] = frames[i * channels + c];
  return planes;
}

}  // namespace

struct AudioReader::State {
  VirtualFile file;  // before `decoder`, which reads it until it is closed
  std::unique_ptr<SNDFILE, CloseSoundFile> decoder;
  AudioInfo info;
  int64_t next_frame = 0;

  explicit State(std::unique_ptr<ByteSource> source) {
    const Container container = require_container(*source);
    file.source = std::move(source);
    SF_VIRTUAL_IO callbacks{.get_filelen = VirtualFile::length,
                            .seek = VirtualFile::seek,
                            .read = VirtualFile::read,
                            .write = VirtualFile::write,
                            .tell = VirtualFile::tell};
    SF_INFO found{};
    decoder.reset(sf_open_virtual(&callbacks, SFM_READ, &found, &file));
    rethrow_failure();
    if (!decoder)
      throw core::BadData({.what = fmt::format("cannot decode {} file", container_name(container)),
                           .got = "a damaged header or an unknown codec",
                           .where = file.source->place(file.position)});
    info = {.num_frames = found.frames,
            .num_channels = found.channels,
            .sample_rate = found.samplerate,
            .container = container_name(container),
            .codec = codec_name(found.format)};
    require_limits(info, file.source->name());
  }

  void rethrow_failure() {
    if (file.failure) std::rethrow_exception(std::exchange(file.failure, nullptr));
  }

  [[noreturn]] void throw_decoding_failed(std::string got, int64_t frame) {
    rethrow_failure();
    throw core::BadData(
        {.what = "cannot decode audio",
         .got = std::move(got),
         .where = fmt::format("{}, frame {}", file.source->place(file.position), frame)});
  }

  /// The frames of [start, start + count) one after the other, in memory that grows as they come.
  std::vector<float> read_interleaved(int64_t start, int64_t count) {
    if (start != next_frame && sf_seek(decoder.get(), start, SEEK_SET) != start)
      throw_decoding_failed("a failed seek", start);
    const int64_t channels = info.num_channels;
    std::vector<float> samples;
    samples.reserve(static_cast<size_t>(std::min(count * channels, kTrustedSamples)));
    next_frame = start;
    while (next_frame < start + count) {
      const int64_t wanted = std::min(start + count - next_frame, kBlockSamples / channels);
      const size_t filled = samples.size();
      samples.resize(filled + static_cast<size_t>(wanted * channels));
      const int64_t got = sf_readf_float(decoder.get(), samples.data() + filled, wanted);
      next_frame += std::max<int64_t>(got, 0);
      if (sf_error(decoder.get()) != SF_ERR_NO_ERROR)
        throw_decoding_failed(sf_strerror(decoder.get()), next_frame);
      if (got < wanted)
        throw_decoding_failed(fmt::format("the end of the sound, {} frames before the end of the "
                                          "part",
                                          start + count - next_frame),
                              next_frame);
    }
    return samples;
  }
};

AudioReader::AudioReader(const std::filesystem::path& path)
    : state_(std::make_unique<State>(open_file(path))) {}

AudioReader::AudioReader(std::string_view bytes, std::string_view where)
    : state_(std::make_unique<State>(view_memory(bytes, where))) {}

AudioReader::~AudioReader() = default;
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;

const AudioInfo& AudioReader::info() const {
  return state_->info;
}

Waveform AudioReader::read(const ReadRange& range) {
  const AudioInfo& info = state_->info;
  const int64_t rest = info.num_frames - range.start_frame;
  const int64_t count = range.num_frames.value_or(rest);
  if (range.start_frame < 0 || count < 0 || count > rest)
    throw core::InvalidOptions(
        {.what = "part of an audio file",
         .got = fmt::format("{} frames from frame {}", count, range.start_frame),
         .expected = fmt::format("a part of its {} frames", info.num_frames),
         .where = state_->file.source->name()});
  if (count > kMaxSamples / info.num_channels)
    throw core::BadData({.what = "audio file too long to read at once",
                         .got = fmt::format("{} frames of {} channels", count, info.num_channels),
                         .expected = fmt::format("at most {} samples", kMaxSamples),
                         .where = state_->file.source->name(),
                         .fix = "read it in parts"});
  std::vector<float> samples = state_->read_interleaved(range.start_frame, count);
  if (info.num_channels > 1) samples = deinterleave(samples, info.num_channels);
  return {.samples = std::move(samples),
          .num_channels = info.num_channels,
          .sample_rate = info.sample_rate};
}

AudioInfo read_audio_info(const std::filesystem::path& path) {
  return AudioReader(path).info();
}

Waveform read_audio(const std::filesystem::path& path, const ReadRange& range) {
  return AudioReader(path).read(range);
}

Waveform parse_audio(std::string_view bytes, std::string_view where, const ReadRange& range) {
  return AudioReader(bytes, where).read(range);
}

void require_finite(const Waveform& waveform, std::string_view where) {
  const auto bad =
      std::ranges::find_if(waveform.samples, [](float x) { return !std::isfinite(x); });
  if (bad == waveform.samples.end()) return;
  const int64_t index = bad - waveform.samples.begin();
  throw core::BadData(
      {.what = "sample that is no number",
       .got = fmt::format("{}", *bad),
       .where = fmt::format("{}: channel {}, frame {}", where, index / waveform.num_frames(),
                            index % waveform.num_frames()),
       .fix = "repair or remove the file"});
}

}  // namespace pinna::audio
