// Spectrogram: waveform -> |STFT|^power, as it is or as levels. References: librosa.stft 0.11,
// torchaudio.transforms.Spectrogram and AmplitudeToDB 0.13.
#pragma once

#include <string>

#include "pinna/features/levels.h"
#include "pinna/features/spectral_feature.h"
#include "pinna/features/spectrogram_options.h"

namespace pinna::features {

/// [n_fft / 2 + 1, frames].
class Spectrogram : public SpectralFeature {
 public:
  explicit Spectrogram(const SpectrogramOptions& options,
                       const dsp::Kernels& kernels = dsp::kernels(),
                       dsp::Precision precision = dsp::Precision::float32);

  int64_t num_bins() const override { return options_.spectrum.num_bins(); }
  Locality locality() const override { return levels_.limited(SpectralFeature::locality()); }
  BinAxis bin_axis() const override;
  std::string value_unit() const override { return levels_.unit(); }

  void begin(ClipWork& work, FeatureMatrix& output) const override;
  void add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix& output) const override;
  void finish(ClipWork& work, FeatureMatrix& output) const override;

 private:
  SpectrogramOptions options_;
  Levels levels_;
};

/// The centres of the bins of a transform.
BinAxis spectrum_axis(const SpectrumOptions& options);

}  // namespace pinna::features
