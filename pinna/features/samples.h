// The waveform itself as a feature, for networks that hear samples and for checks of resampling.
#pragma once

#include "pinna/features/feature.h"
#include "pinna/features/frame_options.h"

namespace pinna::features {

/// [1, samples]: the samples as they are.
class Samples : public Feature {
 public:
  explicit Samples(const WaveformOptions& options);

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_bins() const override { return 1; }
  int64_t num_frames(int64_t num_samples) const override { return num_samples; }
  int64_t sample_rate() const override { return options_.sample_rate; }
  Locality locality() const override { return {}; }
  BinAxis bin_axis() const override { return {.quantity = "amplitude"}; }

 private:
  WaveformOptions options_;
};

}  // namespace pinna::features
