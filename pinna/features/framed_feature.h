// Features of frames of samples, without a transform.
#pragma once

#include "pinna/dsp/frame_grid.h"
#include "pinna/features/feature.h"
#include "pinna/features/frame_options.h"

namespace pinna::features {

/// One number for each frame of a grid: [1, frames].
class FramedFeature : public Feature {
 public:
  FramedFeature(const FrameOptions& options, dsp::PadMode pad_mode)
      : sample_rate_(options.sample_rate), grid_(frame_grid(options, pad_mode)) {}

  int64_t num_bins() const override { return 1; }
  int64_t num_frames(int64_t num_samples) const override { return grid_.num_frames(num_samples); }
  int64_t sample_rate() const override { return sample_rate_; }
  Locality locality() const override { return locality_of(grid_); }
  double first_frame_center() const override { return grid_.first_center(); }

 protected:
  const dsp::FrameGrid& grid() const { return grid_; }
  /// The shape of the output; BadData if there is no frame, or a sample is not finite or beyond
  /// `largest`.
  void prepare(std::span<const float> mono, double largest, FeatureMatrix& output) const {
    const auto length = static_cast<int64_t>(mono.size());
    require_frames(grid_, length);
    require_usable(mono, largest);
    output.reshape(1, num_frames(length));
  }

 private:
  int64_t sample_rate_;
  dsp::FrameGrid grid_;
};

}  // namespace pinna::features
