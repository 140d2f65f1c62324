// Chromagram of a constant-Q transform. Reference: librosa.feature.chroma_cqt 0.11.
#pragma once

#include <vector>

#include "pinna/features/chroma_cqt_options.h"
#include "pinna/features/feature.h"
#include "pinna/features/vqt.h"

namespace pinna::features {

/// [n_chroma, frames], each frame divided by its norm.
class ChromaCqt : public Feature {
 public:
  explicit ChromaCqt(const ChromaCqtOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_bins() const override { return options_.pitch_classes.n_chroma; }
  int64_t num_frames(int64_t num_samples) const override { return cqt_.num_frames(num_samples); }
  int64_t sample_rate() const override { return options_.pitch_classes.sample_rate; }
  Locality locality() const override { return cqt_.locality(); }
  BinAxis bin_axis() const override;

  const dsp::Kernels& kernels() const { return kernels_; }

 private:
  ChromaCqtOptions options_;
  const dsp::Kernels& kernels_;
  Vqt cqt_;
  std::vector<float> fold_;  ///< row-major [n_chroma, bins of the transform]
};

}  // namespace pinna::features
