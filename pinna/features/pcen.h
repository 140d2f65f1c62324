// Per-channel energy normalisation: each mel band divided by its own smoothed past, then
// compressed. References: Wang et al., Trainable frontend for robust and far-field keyword
// spotting, ICASSP 2017; librosa.pcen 0.11.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "pinna/features/pcen_options.h"
#include "pinna/features/spectral_feature.h"

namespace pinna::features {

/// [n_mels, frames]: (E / (eps + M)^gain + bias)^power - bias^power, E being the scaled bands and M
/// their first-order smoothing from a past of ones, as librosa starts it.
class Pcen : public DerivedFeature {
 public:
  explicit Pcen(const PcenOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return options_.mel.n_mels; }
  /// Not local: the filter remembers all frames before. make_stream() carries its state instead.
  Locality locality() const override;
  std::unique_ptr<FeatureStream> make_stream() const override;
  BinAxis bin_axis() const override { return source().bin_axis(); }
  void derive(const FeatureMatrix& source, FeatureMatrix& output) const override;

  /// Filter states before the first frame, one for each band.
  std::vector<double> initial_state() const;
  /// Normalises bands [n_mels, frames] that follow the frames which left `state`, and updates it.
  void normalize(const FeatureMatrix& bands, std::span<double> state, FeatureMatrix& output) const;

 private:
  PcenOptions options_;
  double smoothing_;
  dsp::PcenRule rule_;
};

}  // namespace pinna::features
