// Linear-frequency cepstral coefficients: the cosine transform of the levels of bands of equal
// width. Reference: torchaudio.transforms.LFCC 0.13.
#pragma once

#include <string>
#include <vector>

#include "pinna/features/lfcc_options.h"
#include "pinna/features/spectral_feature.h"

namespace pinna::features {

/// [n_lfcc, frames].
class Lfcc : public DerivedFeature {
 public:
  explicit Lfcc(const LfccOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return options_.n_lfcc; }
  BinAxis bin_axis() const override { return {.quantity = "coefficient"}; }
  /// Bands that no bin reaches.
  std::vector<std::string> warnings() const override;
  void derive(const FeatureMatrix& source, FeatureMatrix& output) const override;

 private:
  LfccOptions options_;
  std::vector<float> matrix_;
};

}  // namespace pinna::features
