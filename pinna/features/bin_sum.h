// Weighted sums over the bins of each frame, for measures of a spectrum's shape.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "pinna/dsp/kernels.h"
#include "pinna/features/spectral_feature.h"

namespace pinna::features {

/// One number for each lane of a block.
using LaneSums = std::array<double, 16>;

/// sum over bins of weight * value. Partial sums of a few bins are single, the rest double, so that
/// rounding does not grow with the number of bins.
class BinSum {
 public:
  explicit BinSum(std::span<const double> weights);
  BinSum(const BinSum&) = delete;
  BinSum& operator=(const BinSum&) = delete;

  /// Weights of 1.
  static BinSum total(int64_t num_bins);

  /// `values`: [bins, lanes], aligned. Uses slot 1 of `work`.
  LaneSums apply(const float* values, const dsp::Kernels& kernels, ClipWork& work) const;

 private:
  std::vector<float> weights_;
  std::vector<dsp::BandTables::Band> parts_;  ///< point into weights_
};

}  // namespace pinna::features
