// From band values to levels: the logarithm, and what depends on a clip's extremes.
#pragma once

#include <string>

#include "pinna/dsp/kernels.h"
#include "pinna/features/feature.h"
#include "pinna/features/feature_matrix.h"
#include "pinna/features/level_options.h"

namespace pinna::features {

/// Protocol for a clip: begin(), to_levels() for every block, finish().
class Levels {
 public:
  /// `power`: exponent of the magnitude in the values. The result of log = none is the values.
  Levels(const LevelOptions& options, double power, const dsp::Kernels& kernels);

  static dsp::Extremes begin();
  /// In place; `range` collects the extremes of what is written.
  void to_levels(float* values, int64_t count, dsp::Extremes& range) const;
  /// ref = max, top_db, lowest_db, highest_db and clip_scaling.
  void finish(const dsp::Extremes& range, FeatureMatrix& levels) const;

  /// "dB" where the levels are decibels.
  std::string unit() const;
  /// `locality` with whole_clip set where the options make levels depend on the whole clip.
  Locality limited(Locality locality) const;

 private:
  void limit(const dsp::Extremes& range, FeatureMatrix& levels) const;

  LevelOptions options_;
  const dsp::Kernels& kernels_;
  dsp::LogRule rule_ = {};
};

}  // namespace pinna::features
