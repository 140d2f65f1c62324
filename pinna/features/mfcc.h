// Mel-frequency cepstral coefficients: the cosine transform of a log-mel spectrogram. References:
// librosa.feature.mfcc 0.11, torchaudio.transforms.MFCC 0.13.
#pragma once

#include <vector>

#include "pinna/features/mfcc_options.h"
#include "pinna/features/spectral_feature.h"

namespace pinna::features {

/// [n_mfcc, frames].
class Mfcc : public DerivedFeature {
 public:
  explicit Mfcc(const MfccOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return options_.n_mfcc; }
  BinAxis bin_axis() const override { return {.quantity = "coefficient"}; }
  void derive(const FeatureMatrix& source, FeatureMatrix& output) const override;

 private:
  MfccOptions options_;
  std::vector<float> matrix_;
};

}  // namespace pinna::features
