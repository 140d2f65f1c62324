// YIN: the pitch of each frame, voiced or not. References: de Cheveigné and Kawahara, YIN, a
// fundamental frequency estimator for speech and music, JASA 111(4), 2002; librosa.yin 0.11.
#pragma once

#include <string>
#include <vector>

#include "pinna/features/feature.h"
#include "pinna/features/yin_difference.h"
#include "pinna/features/yin_options.h"

namespace pinna::features {

/// [1, frames], Hz, about f_min to f_max. Frames without a period give the best of a bad choice,
/// and silence the highest pitch.
class Yin : public Feature {
 public:
  explicit Yin(const YinOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_bins() const override { return 1; }
  int64_t num_frames(int64_t num_samples) const override;
  int64_t sample_rate() const override { return options_.pitch.sample_rate; }
  Locality locality() const override;
  double first_frame_center() const override { return difference_.grid().first_center(); }
  BinAxis bin_axis() const override { return {.quantity = "pitch"}; }
  std::string value_unit() const override { return "Hz"; }
  std::vector<std::string> warnings() const override {
    return short_frame_warnings(options_.pitch);
  }

 private:
  double period(std::span<const float> differences) const;

  YinOptions options_;
  YinDifference difference_;
};

}  // namespace pinna::features
