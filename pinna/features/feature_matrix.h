// What every feature returns.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pinna::features {

/// Row-major [bins, frames]: values[bin * frames + frame], as librosa and torchaudio lay it out.
struct FeatureMatrix {
  int64_t bins = 0;
  int64_t frames = 0;
  std::vector<float> values = {};

  FeatureMatrix() = default;
  FeatureMatrix(int64_t bins, int64_t frames)
      : bins(bins), frames(frames), values(static_cast<size_t>(bins * frames)) {}

  /// Another shape with undefined values; memory that is large enough is used again.
  void reshape(int64_t new_bins, int64_t new_frames) {
    bins = new_bins;
    frames = new_frames;
    values.resize(static_cast<size_t>(bins * frames));
  }

  float& at(int64_t bin, int64_t frame) {
    return values[static_cast<size_t>(bin * frames + frame)];
  }
  float at(int64_t bin, int64_t frame) const {
    return values[static_cast<size_t>(bin * frames + frame)];
  }
  std::span<const float> row(int64_t bin) const {
    return {values.data() + bin * frames, static_cast<size_t>(frames)};
  }
};

}  // namespace pinna::features
