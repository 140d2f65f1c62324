#include "pinna/features/stream_file.h"

#include <algorithm>
#include <vector>

#include "pinna/audio/level.h"
#include "pinna/audio/stream_resampler.h"
#include "pinna/features/feature_stream.h"

namespace pinna::features {
namespace {

/// Frames of the file that are decoded at a time.
constexpr int64_t piece_frames = 1 << 16;

}  // namespace

void stream_file(const Feature& feature, audio::AudioReader& reader,
                 const std::function<void(const FeatureMatrix&)>& take) {
  const auto stream = feature.make_stream();
  const int64_t length = reader.info().num_frames;
  audio::StreamResampler resampler(reader.info().sample_rate, feature.sample_rate());
  std::vector<float> samples;
  FeatureMatrix frames;
  const auto pass_on = [&] {
    stream->push(samples, frames);
    if (frames.frames > 0) take(frames);
    samples.clear();
  };
  for (int64_t start = 0; start < length; start += piece_frames) {
    const audio::Waveform piece =
        reader.read({.start_frame = start, .num_frames = std::min(piece_frames, length - start)});
    resampler.push(audio::to_mono(piece).samples, samples);
    pass_on();
  }
  resampler.finish(samples);
  pass_on();
  stream->finish(frames);
  if (frames.frames > 0) take(frames);
}

}  // namespace pinna::features
