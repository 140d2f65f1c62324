// The streaming form of a feature, run over a whole clip.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "pinna/core/random.h"
#include "pinna/features/feature.h"
#include "pinna/features/feature_stream.h"

namespace pinna::features::test {

/// Uniform in [-0.5, 0.5).
inline std::vector<float> noise_clip(int64_t num_samples, uint64_t seed = 3) {
  core::Random random(seed);
  std::vector<float> samples(static_cast<size_t>(num_samples));
  for (float& sample : samples) sample = static_cast<float>(random.uniform(-0.5, 0.5));
  return samples;
}

inline FeatureMatrix side_by_side(const std::vector<FeatureMatrix>& parts) {
  int64_t frames = 0;
  for (const FeatureMatrix& part : parts) frames += part.frames;
  FeatureMatrix all(parts.front().bins, frames);
  int64_t next = 0;
  for (const FeatureMatrix& part : parts) {
    for (int64_t bin = 0; bin < part.bins; ++bin)
      std::ranges::copy(part.row(bin), all.values.begin() + bin * frames + next);
    next += part.frames;
  }
  return all;
}

/// The frames of a stream that gets `clip` in chunks of random lengths, side by side.
inline FeatureMatrix streamed(const Feature& feature, std::span<const float> clip, uint64_t seed) {
  core::Random random(seed);
  const auto stream = feature.make_stream();
  std::vector<FeatureMatrix> parts;
  while (!clip.empty()) {
    const auto length = static_cast<size_t>(random.below(5000));
    const auto chunk = clip.first(std::min(clip.size(), length));
    stream->push(chunk, parts.emplace_back());
    clip = clip.subspan(chunk.size());
  }
  stream->finish(parts.emplace_back());
  return side_by_side(parts);
}

/// Infinite for different shapes.
inline double largest_difference(const FeatureMatrix& a, const FeatureMatrix& b) {
  if (a.bins != b.bins || a.frames != b.frames) return std::numeric_limits<double>::infinity();
  double largest = 0;
  for (size_t i = 0; i < a.values.size(); ++i)
    largest = std::max(largest, std::abs(static_cast<double>(a.values[i]) - b.values[i]));
  return largest;
}

}  // namespace pinna::features::test
