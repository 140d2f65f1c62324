// Spectral centroid: the mean frequency of a magnitude spectrum. References:
// librosa.feature.spectral_centroid 0.11, torchaudio.functional.spectral_centroid 0.13.
#pragma once

#include <string>
#include <vector>

#include "pinna/features/bin_sum.h"
#include "pinna/features/spectral_feature.h"
#include "pinna/features/spectral_shape_options.h"

namespace pinna::features {

/// [1, frames], Hz: sum f |X| / sum |X|.
class SpectralCentroid : public SpectralFeature {
 public:
  explicit SpectralCentroid(const SpectralCentroidOptions& options,
                            const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return 1; }
  BinAxis bin_axis() const override { return {.quantity = "spectral centroid"}; }
  std::string value_unit() const override { return "Hz"; }
  void add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix& output) const override;

 private:
  SpectralCentroidOptions options_;
  BinSum magnitude_, moment_;
};

/// Where the bins lie [Hz].
std::vector<double> bin_frequencies(const SpectrumOptions& options, BinHertz bin_hertz);

}  // namespace pinna::features
