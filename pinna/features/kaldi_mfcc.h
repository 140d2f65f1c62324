// Mel-frequency cepstral coefficients as Kaldi and torchaudio.compliance.kaldi.mfcc (0.13) compute
// them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pinna/features/kaldi_fbank.h"
#include "pinna/features/kaldi_mfcc_options.h"

namespace pinna::features {

/// [num_ceps, frames]. Row 0 is coefficient 0, or the energy with use_energy; it is the last row
/// with htk_compat.
class KaldiMfcc : public Feature {
 public:
  /// Throws InvalidOptions that names the field; see resolved().
  explicit KaldiMfcc(const KaldiMfccOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_bins() const override { return options_.num_ceps; }
  int64_t num_frames(int64_t num_samples) const override { return fbank_.num_frames(num_samples); }
  int64_t sample_rate() const override { return fbank_.sample_rate(); }
  Locality locality() const override;
  double first_frame_center() const override { return fbank_.first_frame_center(); }
  BinAxis bin_axis() const override;
  std::vector<std::string> warnings() const override { return fbank_.warnings(); }
  std::optional<dsp::BandMatrix> bank() const override { return fbank_.bank(); }

 private:
  KaldiMfccOptions options_;
  KaldiFbank fbank_;  ///< the energy, if any, in its last row
  std::vector<float> matrix_;
};

}  // namespace pinna::features
