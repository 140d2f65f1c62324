// Chromagram: power spectra, folded into the pitch classes of the octave. Reference:
// librosa.feature.chroma_stft 0.11.
#pragma once

#include <vector>

#include "pinna/features/chroma_stft_options.h"
#include "pinna/features/spectral_feature.h"
#include "pinna/features/tuning.h"

namespace pinna::features {

/// [n_chroma, frames], each frame divided by its norm.
class ChromaStft : public SpectralFeature {
 public:
  explicit ChromaStft(const ChromaStftOptions& options,
                      const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return options_.n_chroma; }
  Locality locality() const override;
  BinAxis bin_axis() const override;

  void begin(ClipWork& work, FeatureMatrix& output) const override;
  void add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix& output) const override;
  void finish(ClipWork& work, FeatureMatrix& output) const override;

 private:
  using Bank = std::vector<float>;

  bool estimates() const { return is_estimated(options_.tuning); }
  void fold(const SpectrumBlock& block, const Bank& bank, ClipWork& work,
            FeatureMatrix& output) const;

  ChromaStftOptions options_;
  TuningCache<Bank> banks_;
  const Bank& nominal_;
};

}  // namespace pinna::features
