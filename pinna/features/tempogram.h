// Tempogram: local autocorrelation of the onset strength. References: Grosche, Müller and Kurth,
// Cyclic tempogram, ICASSP 2010; librosa.feature.tempogram 0.11.
#pragma once

#include <vector>

#include "pinna/dsp/autocorrelation.h"
#include "pinna/features/onset_strength.h"
#include "pinna/features/tempogram_options.h"

namespace pinna::features {

/// [tempogram_length, frames]: row k is the correlation at a lag of k frames. Frame f correlates
/// the Hann-windowed onset strengths around it; beyond the ends of the clip they fall linearly to
/// 0.
class Tempogram : public DerivedFeature {
 public:
  explicit Tempogram(const TempogramOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return options_.tempogram_length; }
  Locality locality() const override;
  BinAxis bin_axis() const override;
  void derive(const FeatureMatrix& source, FeatureMatrix& output) const override;

 private:
  TempogramOptions options_;
  std::vector<float> window_;
  dsp::Autocorrelation autocorrelation_;
};

}  // namespace pinna::features
