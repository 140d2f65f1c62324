#include "pinna/audio/decode.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "pinna/audio/byte_source.h"
#include "pinna/audio/container.h"
#include "pinna/audio/limits.h"
#include "pinna/audio/sound_file.h"
#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

constexpr int64_t kBlockSamples = 1 << 16;
constexpr int64_t kTrustedSamples = 1 << 22;  // reserved before the first block is decoded

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
  StreamFile file;  // before `decoder`, which reads it until it is closed
  SoundFile decoder;
  AudioInfo info;
  int64_t next_frame = 0;

  State(std::unique_ptr<ByteSource> source, Stream stream) : file(std::move(source), stream) {
    SF_INFO found{};
    decoder = file.open_decoder(found);
    info = {.num_frames = found.frames,
            .num_channels = found.channels,
            .sample_rate = found.samplerate,
            .container = container_name(stream.container),
            .codec = codec_name(found.format)};
    if (found.frames == SF_COUNT_MAX)
      throw core::BadData({.what = fmt::format("{} file of unknown length", info.container),
                           .expected = "a header with the number of frames",
                           .where = file.name(),
                           .fix = "encode it again into a file instead of a pipe"});
    require_limits(info, file.name());
  }

  [[noreturn]] void throw_decoding_failed(std::string got, int64_t frame) {
    file.rethrow_failure();
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

  /// Makes `frame` the next. libsndfile's seeks in Ogg and MP3 files land up to a block beside the
  /// target (its issue 885): these are decoded up to the frame instead, backwards from the start.
  void go_to(int64_t frame) {
    if (frame == next_frame) return;
    if (file.container() == Container::wav || file.container() == Container::flac) {
      if (sf_seek(decoder.get(), frame, SEEK_SET) != frame)
        throw_decoding_failed("a failed seek", frame);
      next_frame = frame;
      return;
    }
    if (frame < next_frame) {
      SF_INFO ignored{};
      decoder.reset();
      decoder = file.open_decoder(ignored);
      next_frame = 0;
    }
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

AudioReader::AudioReader(std::unique_ptr<ByteSource> source) {
  const Stream stream = require_stream(*source);
  state_ = std::make_unique<State>(std::move(source), stream);
}

AudioReader::AudioReader(const std::filesystem::path& path) : AudioReader(open_file(path)) {}

AudioReader::AudioReader(std::string_view bytes, std::string_view where)
    : AudioReader(view_memory(bytes, where)) {}

AudioReader::~AudioReader() = default;
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;

const AudioInfo& AudioReader::info() const {
  return state_->info;
}

Waveform AudioReader::read(const ReadRange& range) {
  const AudioInfo& info = state_->info;
  const int64_t start = std::clamp<int64_t>(range.start_frame, 0, info.num_frames);
  const int64_t rest = info.num_frames - start;
  const int64_t count = range.num_frames.value_or(rest);
  if (start != range.start_frame || count < 0 || count > rest)
    throw core::InvalidOptions(
        {.what = "part of an audio file",
         .got = fmt::format("{} frames from frame {}", count, range.start_frame),
         .expected = fmt::format("a part of its {} frames", info.num_frames),
         .where = state_->file.name()});
  if (count > kMaxSamples / info.num_channels)
    throw core::BadData({.what = "audio file too long to read at once",
                         .got = fmt::format("{} frames of {} channels", count, info.num_channels),
                         .expected = fmt::format("at most {} samples", kMaxSamples),
                         .where = state_->file.name(),
                         .fix = "read it in parts"});
  state_->go_to(start);
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
