// Tonal centroids: where a frame's pitch classes lie on the circles of fifths, minor and major
// thirds. References: Harte, Sandler and Gasser, Detecting harmonic change in musical audio, 2006;
// librosa.feature.tonnetz 0.11.
#pragma once

#include <string>
#include <vector>

#include "pinna/features/chroma_cqt.h"
#include "pinna/features/chroma_cqt_options.h"
#include "pinna/features/feature.h"

namespace pinna::features {

/// [6, frames]: x and y on each circle, of radius 1, 1 and 0.5.
class Tonnetz : public Feature {
 public:
  explicit Tonnetz(const TonnetzOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_bins() const override { return 6; }
  int64_t num_frames(int64_t num_samples) const override { return chroma_.num_frames(num_samples); }
  int64_t sample_rate() const override { return chroma_.sample_rate(); }
  Locality locality() const override { return chroma_.locality(); }
  BinAxis bin_axis() const override;

 private:
  ChromaCqt chroma_;
  std::vector<float> circles_;  ///< row-major [6, n_chroma]
};

}  // namespace pinna::features
