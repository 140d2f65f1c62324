// Root mean square of every frame of samples. Reference: librosa.feature.rms 0.11.
#pragma once

#include "pinna/features/framed_feature.h"

namespace pinna::features {

/// [1, frames], >= 0, full scale 1.
class Rms : public FramedFeature {
 public:
  explicit Rms(const RmsOptions& options);

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  BinAxis bin_axis() const override { return {.quantity = "root mean square"}; }
};

}  // namespace pinna::features
