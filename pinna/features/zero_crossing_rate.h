// Zero-crossing rate: how often the samples of a frame change sign. Reference:
// librosa.feature.zero_crossing_rate 0.11.
#pragma once

#include "pinna/features/framed_feature.h"

namespace pinna::features {

/// [1, frames], 0 to 1: the crossings between neighbouring samples of a frame over its length.
class ZeroCrossingRate : public FramedFeature {
 public:
  explicit ZeroCrossingRate(const ZeroCrossingRateOptions& options);

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  BinAxis bin_axis() const override { return {.quantity = "zero-crossing rate"}; }

 private:
  ZeroCrossingRateOptions options_;
};

}  // namespace pinna::features
