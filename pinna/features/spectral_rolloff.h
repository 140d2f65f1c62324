// Spectral roll-off: the frequency below which most of a magnitude spectrum lies. Reference:
// librosa.feature.spectral_rolloff 0.11.
#pragma once

#include <string>

#include "pinna/features/spectral_feature.h"
#include "pinna/features/spectral_shape_options.h"

namespace pinna::features {

/// [1, frames], Hz: the first bin at which the magnitudes summed from 0 Hz reach roll_percent of
/// their total. Silence gives 0.
class SpectralRolloff : public SpectralFeature {
 public:
  explicit SpectralRolloff(const SpectralRolloffOptions& options,
                           const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return 1; }
  BinAxis bin_axis() const override { return {.quantity = "spectral roll-off"}; }
  std::string value_unit() const override { return "Hz"; }
  void add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix& output) const override;

 private:
  SpectralRolloffOptions options_;
};

}  // namespace pinna::features
