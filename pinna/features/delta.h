// Deltas: derivatives in time of a log-mel spectrogram or of its cepstrum. References: Savitzky and
// Golay, Smoothing and differentiation of data, Anal. Chem. 36(8), 1964; librosa.feature.delta
// 0.11; torchaudio.functional.compute_deltas 0.13.
#pragma once

#include <string>
#include <vector>

#include "pinna/features/delta_options.h"
#include "pinna/features/spectral_feature.h"

namespace pinna::features {

/// [rows of the source, frames], per frame^order. Mode interp needs delta_width frames: BadData for
/// shorter clips.
class Delta : public DerivedFeature {
 public:
  explicit Delta(const DeltaOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return source().num_bins(); }
  Locality locality() const override;
  BinAxis bin_axis() const override { return source().bin_axis(); }
  std::string value_unit() const override;
  void derive(const FeatureMatrix& source, FeatureMatrix& output) const override;

 private:
  void differentiate(const FeatureMatrix& source, FeatureMatrix& output) const;
  void pad_ends(std::span<const float> row, float* padded) const;

  DeltaOptions options_;
  std::vector<float> weights_;  ///< of the frames of a window, one pass
  int64_t passes_;
};

}  // namespace pinna::features
