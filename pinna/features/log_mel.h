// Log-mel spectrogram: waveform -> |STFT|^power -> mel bands -> logarithm, in one pass over blocks
// of frames that stay in cache. References: librosa.feature.melspectrogram with power_to_db (0.11),
// torchaudio.transforms .MelSpectrogram with AmplitudeToDB (0.13).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pinna/dsp/band_matrix.h"
#include "pinna/dsp/block_spectrum.h"
#include "pinna/features/feature.h"
#include "pinna/features/log_mel_options.h"

namespace pinna::features {

/// [n_mels, num_frames]. With log = none, the mel spectrogram.
class LogMel : public Feature {
 public:
  /// Throws InvalidOptions that names the field; see resolved().
  explicit LogMel(const LogMelOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_bins() const override { return options_.n_mels; }
  int64_t num_frames(int64_t num_samples) const override;
  int64_t sample_rate() const override { return options_.sample_rate; }
  /// Mel bands that no bin reaches.
  std::vector<std::string> warnings() const override;

  /// With every optional length and frequency filled in.
  const LogMelOptions& options() const { return options_; }

 private:
  bool fill(std::span<const float> mono, double gain, FeatureMatrix& output) const;
  void limit_range(float lowest, float highest, FeatureMatrix& output) const;

  LogMelOptions options_;
  dsp::BlockSpectrum spectrum_;
  dsp::BandMatrix bank_;
  std::vector<dsp::BandTables::Band> bands_;
};

}  // namespace pinna::features
