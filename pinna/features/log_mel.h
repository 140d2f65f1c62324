// Log-mel spectrogram: waveform -> |STFT|^power -> mel bands -> logarithm, in one pass over blocks
// of frames that stay in cache. References: librosa.feature.melspectrogram with power_to_db (0.11),
// torchaudio.transforms .MelSpectrogram with AmplitudeToDB (0.13).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pinna/features/band_layer.h"
#include "pinna/features/levels.h"
#include "pinna/features/log_mel_options.h"
#include "pinna/features/spectral_feature.h"

namespace pinna::features {

/// [n_mels, frames].
class LogMel : public SpectralFeature {
 public:
  /// Throws InvalidOptions that names the field; see resolved().
  explicit LogMel(const LogMelOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return options_.mel.n_mels; }
  Locality locality() const override { return levels_.limited(SpectralFeature::locality()); }
  BinAxis bin_axis() const override;
  std::string value_unit() const override { return levels_.unit(); }
  /// Mel bands that no bin reaches.
  std::vector<std::string> warnings() const override;
  std::optional<dsp::BandMatrix> bank() const override { return bank_.matrix(); }

  void begin(ClipWork& work, FeatureMatrix& output) const override;
  void add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix& output) const override;
  void finish(ClipWork& work, FeatureMatrix& output) const override;

  /// With every optional length and frequency filled in.
  const LogMelOptions& options() const { return options_; }

 private:
  LogMelOptions options_;
  BandLayer bank_;
  Levels levels_;
};

}  // namespace pinna::features
