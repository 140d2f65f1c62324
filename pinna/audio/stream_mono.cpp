#include "pinna/audio/stream_mono.h"

#include <algorithm>
#include <vector>

#include "pinna/audio/level.h"
#include "pinna/audio/stream_resampler.h"

namespace pinna::audio {
namespace {

/// Frames of the file that are decoded at a time.
constexpr int64_t piece_frames = 1 << 16;

}  // namespace

void stream_mono(AudioReader& reader, int64_t sample_rate,
                 const std::function<void(std::span<const float>)>& take) {
  const int64_t length = reader.info().num_frames;
  StreamResampler resampler(reader.info().sample_rate, sample_rate);
  std::vector<float> samples;
  for (int64_t start = 0; start < length; start += piece_frames) {
    const Waveform piece =
        reader.read({.start_frame = start, .num_frames = std::min(piece_frames, length - start)});
    resampler.push(to_mono(piece).samples, samples);
    take(samples);
    samples.clear();
  }
  resampler.finish(samples);
  take(samples);
}

}  // namespace pinna::audio
