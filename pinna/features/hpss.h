// Harmonic and percussive parts of a magnitude spectrogram. References: Fitzgerald,
// Harmonic/percussive separation using median filtering, DAFx 2010; Driedger, Müller and Disch,
// Extending harmonic-percussive separation of audio, ISMIR 2014; librosa.decompose.hpss 0.11.
#pragma once

#include "pinna/dsp/running_median.h"
#include "pinna/features/hpss_options.h"
#include "pinna/features/spectral_feature.h"

namespace pinna::features {

/// [n_fft / 2 + 1, frames], magnitude: the spectrogram times the mask of one part.
class Hpss : public DerivedFeature {
 public:
  enum class Part { harmonic, percussive };

  Hpss(const HpssOptions& options, Part part, const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return options_.spectrum.num_bins(); }
  Locality locality() const override;
  BinAxis bin_axis() const override { return source().bin_axis(); }
  void derive(const FeatureMatrix& source, FeatureMatrix& output) const override;

 private:
  HpssOptions options_;
  Part part_;
  dsp::RunningMedian median_;
};

}  // namespace pinna::features
