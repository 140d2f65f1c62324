// What every feature can do: waveform in, matrix out.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "pinna/features/feature_matrix.h"
#include "pinna/features/feature_options.h"

namespace pinna::features {

/// Immutable once made; one object may serve any number of threads.
class Feature {
 public:
  virtual ~Feature() = default;

  /// `mono`: samples at sample_rate(), full scale 1. Finite samples give finite values. Throws
  /// BadData if the clip is too short for one frame or a sample that was used is not finite.
  FeatureMatrix compute(std::span<const float> mono) const;
  /// The same into a matrix whose memory is used again: no allocation once it is large enough.
  virtual void compute_into(std::span<const float> mono, FeatureMatrix& output) const = 0;

  virtual int64_t num_bins() const = 0;
  virtual int64_t num_frames(int64_t num_samples) const = 0;
  virtual int64_t sample_rate() const = 0;
  /// Settings that are legal and probably unwanted, each with what to change; often empty.
  virtual std::vector<std::string> warnings() const { return {}; }
};

/// Throws InvalidOptions that names the field.
std::unique_ptr<Feature> make_feature(const FeatureOptions& options);

}  // namespace pinna::features
