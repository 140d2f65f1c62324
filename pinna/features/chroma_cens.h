// Chroma energy normalized statistics: a chromagram in few steps of loudness, smoothed over time,
// which forgives differences of dynamics and timbre. References: Mueller and Ewert, Chroma Toolbox,
// 2011; librosa.feature.chroma_cens 0.11.
#pragma once

#include <vector>

#include "pinna/features/chroma_cqt.h"
#include "pinna/features/chroma_cqt_options.h"
#include "pinna/features/feature.h"

namespace pinna::features {

/// [n_chroma, frames], each frame divided by its norm.
class ChromaCens : public Feature {
 public:
  explicit ChromaCens(const ChromaCensOptions& options,
                      const dsp::Kernels& kernels = dsp::kernels());

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_bins() const override { return chroma_.num_bins(); }
  int64_t num_frames(int64_t num_samples) const override { return chroma_.num_frames(num_samples); }
  int64_t sample_rate() const override { return chroma_.sample_rate(); }
  Locality locality() const override;
  BinAxis bin_axis() const override { return chroma_.bin_axis(); }

 private:
  void smooth(const FeatureMatrix& steps, FeatureMatrix& output) const;

  ChromaCensOptions options_;
  ChromaCqt chroma_;
  std::vector<float> smoothing_;  ///< weights of neighbouring frames, sum 1; a single 1 for none
};

}  // namespace pinna::features
