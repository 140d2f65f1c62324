// Log-mel bands as Kaldi and torchaudio.compliance.kaldi.fbank (0.13) compute them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pinna/features/band_layer.h"
#include "pinna/features/feature.h"
#include "pinna/features/kaldi_fbank_options.h"
#include "pinna/features/kaldi_frames.h"

namespace pinna::features {

/// [num_mel_bins, frames], and one row more with use_energy: the first, or the last with
/// htk_compat.
class KaldiFbank : public Feature {
 public:
  /// Throws InvalidOptions that names the field; see resolved().
  explicit KaldiFbank(const KaldiFbankOptions& options,
                      const dsp::Kernels& kernels = dsp::kernels());

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_bins() const override { return options_.num_rows(); }
  int64_t num_frames(int64_t num_samples) const override { return frames_.num_frames(num_samples); }
  int64_t sample_rate() const override { return options_.mel.frame.sample_rate; }
  Locality locality() const override;
  double first_frame_center() const override { return frames_.first_center(); }
  BinAxis bin_axis() const override;
  std::vector<std::string> warnings() const override;
  std::optional<dsp::BandMatrix> bank() const override { return bank_.matrix(); }

  const dsp::Kernels& kernels() const { return frames_.kernels(); }

 private:
  KaldiFbankOptions options_;
  KaldiFrames frames_;
  BandLayer bank_;
};

/// Subtracts every row's mean.
void subtract_row_means(FeatureMatrix& matrix);

}  // namespace pinna::features
