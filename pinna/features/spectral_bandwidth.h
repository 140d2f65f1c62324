// Spectral bandwidth: the spread of a magnitude spectrum about its centroid. Reference:
// librosa.feature.spectral_bandwidth 0.11; Klapuri and Davy, Signal Processing Methods for Music
// Transcription, 2006, chapter 5.
#pragma once

#include <string>
#include <vector>

#include "pinna/features/bin_sum.h"
#include "pinna/features/spectral_feature.h"
#include "pinna/features/spectral_shape_options.h"

namespace pinna::features {

/// [1, frames]: (sum |X| |f - centroid|^p)^(1 / p) with |X| divided by its sum, in Hz; without
/// `norm` with |X| as it is, which has no unit.
class SpectralBandwidth : public SpectralFeature {
 public:
  explicit SpectralBandwidth(const SpectralBandwidthOptions& options,
                             const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return 1; }
  BinAxis bin_axis() const override { return {.quantity = "spectral bandwidth"}; }
  std::string value_unit() const override { return options_.norm ? "Hz" : ""; }
  void add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix& output) const override;

 private:
  /// |f - centroid|^p of every bin and lane times its magnitude, in place; in half sample rates.
  void weigh(const LaneSums& centroids, const dsp::Kernels& kernels, float* magnitudes,
             ClipWork& work) const;

  SpectralBandwidthOptions options_;
  std::vector<double> positions_;  ///< of the bins, in half sample rates: 0 to 1
  BinSum magnitude_, moment_;
};

}  // namespace pinna::features
