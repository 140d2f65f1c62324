// Power spectra of a signal, one block of frames at a time: the transform that features share.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/dsp/fft_plan.h"
#include "pinna/dsp/frame_grid.h"
#include "pinna/dsp/kernels.h"

namespace pinna::dsp {

/// |X|^2 of the frames of a grid. Immutable once made; may serve any number of threads.
class BlockSpectrum {
 public:
  /// `window`: grid.n_fft weights. Throws InvalidOptions for lengths that RealFftPlan refuses.
  BlockSpectrum(const FrameGrid& grid, const std::vector<double>& window,
                const Kernels& kernels = dsp::kernels());

  const FrameGrid& grid() const { return grid_; }
  const Kernels& kernels() const { return kernels_; }
  int64_t num_bins() const { return plan_.tables().num_bins; }
  /// Floats of one block of power spectra.
  int64_t block_floats() const { return num_bins() * kernels_.lanes; }

  /// power [num_bins, lanes], 64-byte aligned: the frames from first_frame on, one in each lane.
  /// Lanes beyond the last frame repeat it. 0 <= first_frame < grid().num_frames(signal.size()).
  void compute(std::span<const float> signal, int64_t first_frame, float* power) const;
  /// spectrum [2 num_bins, lanes]: the same frames' real parts, then their imaginary parts.
  void compute_complex(std::span<const float> signal, int64_t first_frame, float* spectrum) const;

 private:
  FrameGrid grid_;
  const Kernels& kernels_;
  RealFftPlan plan_;
  std::vector<float> halved_window_;
};

}  // namespace pinna::dsp
