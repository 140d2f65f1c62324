// Spectral contrast: how far the peaks of octave bands stand above their valleys. References:
// Jiang, Lu, Zhang, Tao and Cai, Music type classification by spectral contrast feature, ICME 2002;
// librosa.feature.spectral_contrast 0.11.
#pragma once

#include <string>
#include <vector>

#include "pinna/features/spectral_contrast_options.h"
#include "pinna/features/spectral_feature.h"

namespace pinna::features {

/// [n_bands + 1, frames], dB: row 0 is the band below f_min. The peak of a band is the mean of its
/// largest magnitudes, the valley that of its smallest. As in librosa, decibels are 10 log10 of a
/// magnitude, at least -100 and at least top_db below the clip's largest peak (or valley).
class SpectralContrast : public SpectralFeature {
 public:
  explicit SpectralContrast(const SpectralContrastOptions& options,
                            const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return options_.n_bands + 1; }
  Locality locality() const override;
  BinAxis bin_axis() const override;
  std::string value_unit() const override { return options_.linear ? "" : "dB"; }

  void begin(ClipWork& work, FeatureMatrix& output) const override;
  void add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix& output) const override;
  void finish(ClipWork& work, FeatureMatrix& output) const override;

 private:
  void to_decibels(FeatureMatrix& values) const;

  SpectralContrastOptions options_;
  std::vector<ContrastBand> bands_;
};

}  // namespace pinna::features
