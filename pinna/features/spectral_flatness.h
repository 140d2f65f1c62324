// Spectral flatness: the geometric over the arithmetic mean of a power spectrum. References:
// Dubnov, Generalization of spectral flatness measure for non-Gaussian linear processes, IEEE
// Signal Processing Letters 11(8), 2004; librosa.feature.spectral_flatness 0.11.
#pragma once

#include "pinna/features/bin_sum.h"
#include "pinna/features/spectral_feature.h"
#include "pinna/features/spectral_shape_options.h"

namespace pinna::features {

/// [1, frames], from 0, a tone, to 1, white noise without end; silence gives 1.
class SpectralFlatness : public SpectralFeature {
 public:
  explicit SpectralFlatness(const SpectralFlatnessOptions& options,
                            const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return 1; }
  BinAxis bin_axis() const override { return {.quantity = "spectral flatness"}; }
  void add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix& output) const override;

 private:
  SpectralFlatnessOptions options_;
  BinSum total_;
};

}  // namespace pinna::features
