// The function whose troughs are the periods of a frame. References: de Cheveigné and Kawahara,
// YIN, a fundamental frequency estimator for speech and music, JASA 111(4), 2002, equation 8;
// librosa.yin 0.11.
#pragma once

#include <cstdint>
#include <span>

#include "pinna/dsp/autocorrelation.h"
#include "pinna/dsp/frame_grid.h"
#include "pinna/features/pitch_options.h"

namespace pinna::features {

/// d(k) = sum over n of (x[n] - x[n + k])^2 with zeros after the frame, divided by its mean over
/// the lags 1 to k. Immutable once made; may serve any number of threads.
class YinDifference {
 public:
  /// Takes resolved options.
  explicit YinDifference(const PitchOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  const dsp::FrameGrid& grid() const { return grid_; }
  int64_t lanes() const { return autocorrelation_.kernels().lanes; }
  int64_t min_period() const { return min_period_; }
  /// From min_period() on; at least 2.
  int64_t num_periods() const { return num_periods_; }

  /// values [lanes, num_periods]: the frames from first_frame on; lanes beyond the last frame
  /// repeat it. 0 <= first_frame < grid().num_frames(signal.size()). Silence gives zeros.
  void compute(std::span<const float> signal, int64_t first_frame, float* values) const;

 private:
  dsp::FrameGrid grid_;
  int64_t min_period_;
  int64_t num_periods_;
  dsp::Autocorrelation autocorrelation_;
};

/// A value below the one before it and not above the one after it; at the ends, below its
/// neighbour.
bool is_trough(std::span<const float> values, int64_t index);
/// Where the parabola through three neighbouring values has its extremum, from the middle one, in
/// (-1, 1); 0 at the ends, and where it would lie farther away.
double parabolic_shift(std::span<const float> values, int64_t index);
/// BadData for clips without a frame, or with samples that the arithmetic cannot square.
void require_frames(const dsp::FrameGrid& grid, std::span<const float> mono);

}  // namespace pinna::features
