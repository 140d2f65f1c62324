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

/// The stream of a byte source as libsndfile reads it: with a position, without exceptions.
struct VirtualFile {
  std::unique_ptr<ByteSource> source;
  Stream stream;
  int64_t position = 0;  // from the stream's beginning
  std::exception_ptr failure;

  std::string place() const { return source->place(stream.begin + position); }

  static VirtualFile& of(void* user) { return *static_cast<VirtualFile*>(user); }
  static sf_count_t length(void* user) { return of(user).stream.end - of(user).stream.begin; }
  static sf_count_t tell(void* user) { return of(user).position; }
  static sf_count_t seek(sf_count_t offset, int whence, void* user) {
    const int64_t end = length(user);
    const int64_t origin = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? tell(user) : end;
    if (offset < -origin || offset > end - origin) return -1;
    return of(user).position = origin + offset;
  }
  static sf_count_t read(void* target, sf_count_t count, void* user) {
    VirtualFile& file = of(user);
    const int64_t wanted = std::clamp<int64_t>(count, 0, length(user) - file.position);
    try {
      const int64_t got =
          file.source->read_at(file.stream.begin + file.position,
                               {static_cast<char*>(target), static_cast<size_t>(wanted)});
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
    file.stream = require_stream(*source);
    file.source = std::move(source);
    const std::string container = container_name(file.stream.container);
    SF_VIRTUAL_IO callbacks{.get_filelen = VirtualFile::length,
                            .seek = VirtualFile::seek,
                            .read = VirtualFile::read,
                            .write = VirtualFile::write,
                            .tell = VirtualFile::tell};
    SF_INFO found{};
    decoder.reset(sf_open_virtual(&callbacks, SFM_READ, &found, &file));
    rethrow_failure();
    if (!decoder)
      throw core::BadData({.what = fmt::format("cannot decode {} file", container),
                           .got = "a damaged header or an unknown codec",
                           .where = file.place()});
    if (found.frames == SF_COUNT_MAX)
      throw core::BadData({.what = fmt::format("{} file of unknown length", container),
                           .expected = "a header with the number of frames",
                           .where = file.source->name(),
                           .fix = "encode it again into a file instead of a pipe"});
    info = {.num_frames = found.frames,
            .num_channels = found.channels,
            .sample_rate = found.samplerate,
            .container = container,
            .codec = codec_name(found.format)};
    require_limits(info, file.source->name());
  }

  void rethrow_failure() {
    if (file.failure) std::rethrow_exception(std::exchange(file.failure, nullptr));
  }

  [[noreturn]] void throw_decoding_failed(std::string got, int64_t frame) {
    rethrow_failure();
    throw core::BadData({.what = "cannot decode audio",
                         .got = std::move(got),
                         .where = fmt::format("{}, frame {}", file.place(), frame)});
  }

  /// Decodes the next `count` frames to `target`, interleaved.
  void decode(float* target, int64_t count) {
    const int64_t got = sf_readf_float(decoder.get(), target, count);
    next_frame += std::max<int64_t>(got, 0);
    if (sf_error(decoder.get()) != SF_ERR_NO_ERROR)
      throw_decoding_failed(sf_strerror(decoder.get()), next_frame);
    if (got < count)
      throw_decoding_failed(
          fmt::format("the end of the sound before frame {}", next_frame - got + count),
          next_frame);
  }

  void seek(int64_t frame) {
    if (sf_seek(decoder.get(), frame, SEEK_SET) != frame)
      throw_decoding_failed("a failed seek", frame);
    next_frame = frame;
  }

  /// Makes `frame` the next. libsndfile's seeks in Vorbis files land up to a block beside the
  /// target (libsndfile issue 885), except at the start: these are decoded up to the frame instead.
  void go_to(int64_t frame) {
    if (frame == next_frame) return;
    if (info.codec != "vorbis") return seek(frame);
    if (frame < next_frame) seek(0);
    std::vector<float> skipped(static_cast<size_t>(kBlockSamples));
    while (next_frame < frame)
      decode(skipped.data(), std::min(frame - next_frame, kBlockSamples / info.num_channels));
  }

  /// The next `count` frames, interleaved, in memory that grows as they come.
  std::vector<float> read_interleaved(int64_t count) {
    const int64_t channels = info.num_channels;
    const int64_t end = next_frame + count;
    std::vector<float> samples;
    samples.reserve(static_cast<size_t>(std::min(count * channels, kTrustedSamples)));
    while (next_frame < end) {
      const int64_t block = std::min(end - next_frame, kBlockSamples / channels);
      const size_t filled = samples.size();
      samples.resize(filled + static_cast<size_t>(block * channels));
      decode(samples.data() + filled, block);
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
  state_->go_to(range.start_frame);
  std::vector<float> samples = state_->read_interleaved(count);
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
