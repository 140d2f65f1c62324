// pYIN: the pitch of a whole clip, with voicing. References: Mauch and Dixon, pYIN, a fundamental
// frequency estimator using probabilistic threshold distributions, ICASSP 2014; librosa.pyin 0.11.
#pragma once

#include <string>
#include <vector>

#include "pinna/features/feature.h"
#include "pinna/features/pitch_candidates.h"
#include "pinna/features/pitch_path.h"
#include "pinna/features/pyin_options.h"
#include "pinna/features/yin_difference.h"

namespace pinna::features {

/// [1, frames]: what the option `output` names.
class Pyin : public Feature {
 public:
  explicit Pyin(const PyinOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_bins() const override { return 1; }
  int64_t num_frames(int64_t num_samples) const override;
  int64_t sample_rate() const override { return options_.pitch.sample_rate; }
  /// Local for voiced_prob alone: the path through all frames decides the rest.
  Locality locality() const override;
  double first_frame_center() const override { return difference_.grid().first_center(); }
  BinAxis bin_axis() const override;
  std::string value_unit() const override;
  std::vector<std::string> warnings() const override {
    return short_frame_warnings(options_.pitch);
  }

 private:
  void write_path(const PitchPath& path, FeatureMatrix& output) const;

  PyinOptions options_;
  YinDifference difference_;
  PitchCandidates candidates_;
  PitchModel model_;
};

}  // namespace pinna::features
