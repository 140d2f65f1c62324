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

FeatureMatrix joined(const std::vector<FeatureMatrix>& parts, int64_t num_bins) {
  int64_t frames = 0;
  for (const FeatureMatrix& part : parts) frames += part.frames;
  FeatureMatrix all(num_bins, frames);
  int64_t next = 0;
  for (const FeatureMatrix& part : parts) {
    for (int64_t bin = 0; bin < part.bins; ++bin)
      std::ranges::copy(part.row(bin), all.values.begin() + bin * frames + next);
    next += part.frames;
  }
  return all;
}

}  // namespace

FeatureMatrix stream_file(const Feature& feature, audio::AudioReader& reader) {
  const auto stream = feature.make_stream();
  const int64_t length = reader.info().num_frames;
  audio::StreamResampler resampler(reader.info().sample_rate, feature.sample_rate());
  std::vector<FeatureMatrix> parts;
  std::vector<float> samples;
  const auto pass_on = [&] {
    stream->push(samples, parts.emplace_back());
    if (parts.back().frames == 0) parts.pop_back();
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
  stream->finish(parts.emplace_back());
  return joined(parts, feature.num_bins());
}

}  // namespace pinna::features
