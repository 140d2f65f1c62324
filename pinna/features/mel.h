// Mel spectrogram: waveform -> |STFT|^power -> mel bands. References:
// librosa.feature.melspectrogram 0.11, torchaudio.transforms.MelSpectrogram 0.13.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pinna/features/band_layer.h"
#include "pinna/features/mel_options.h"
#include "pinna/features/spectral_feature.h"

namespace pinna::features {

/// [n_mels, frames], magnitude^power.
class Mel : public SpectralFeature {
 public:
  /// Throws InvalidOptions that names the field; see resolved().
  explicit Mel(const MelOptions& options, const dsp::Kernels& kernels = dsp::kernels(),
               dsp::Precision precision = dsp::Precision::float32);

  int64_t num_bins() const override { return options_.n_mels; }
  BinAxis bin_axis() const override;
  std::vector<std::string> warnings() const override;
  std::optional<dsp::BandMatrix> bank() const override { return bank_.matrix(); }
  void add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix& output) const override;

  /// Resolved.
  const MelOptions& options() const { return options_; }

 private:
  MelOptions options_;
  BandLayer bank_;
};

}  // namespace pinna::features
