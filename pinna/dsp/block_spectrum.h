// Power spectra of a signal, one block of frames at a time: the transform that features share.
#pragma once

#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include "pinna/dsp/fft_plan.h"
#include "pinna/dsp/frame_grid.h"
#include "pinna/dsp/kernels.h"

namespace pinna::dsp {

/// What a transform computes in; its results are float32. Rounding leaves noise in every bin, about
/// 1e-7 (float32) or 1e-16 (float64) of the frame's largest |X|; float64 takes twice the time.
enum class Precision { float32, float64 };

/// |X|^2 of the frames of a grid. Immutable once made; may serve any number of threads.
class BlockSpectrum {
 public:
  /// `window`: grid.n_fft weights. Throws InvalidOptions for lengths that RealFftPlan refuses.
  BlockSpectrum(const FrameGrid& grid, const std::vector<double>& window,
                const Kernels& kernels = dsp::kernels(), Precision precision = Precision::float32);

  const FrameGrid& grid() const { return grid_; }
  const Kernels& kernels() const { return kernels_; }
  int64_t num_bins() const { return grid_.n_fft / 2 + 1; }
  /// Floats of one block of power spectra.
  int64_t block_floats() const { return num_bins() * kernels_.lanes; }

  /// power [num_bins, lanes], 64-byte aligned: the frames from first_frame on, one in each lane.
  /// Lanes beyond the last frame repeat it. 0 <= first_frame < grid().num_frames(signal.size()).
  void compute(std::span<const float> signal, int64_t first_frame, float* power) const;
  /// spectrum [2 num_bins, lanes]: the same frames' real parts, then their imaginary parts.
  /// Only where the precision is float32.
  void compute_complex(std::span<const float> signal, int64_t first_frame, float* spectrum) const;

 private:
  template <class Scalar>
  struct Transform {
    explicit Transform(const std::vector<double>& window);

    RealFftPlan<Scalar> plan;
    std::vector<Scalar> halved_window;
  };
  using AnyTransform = std::variant<Transform<float>, Transform<double>>;

  static AnyTransform make_transform(const std::vector<double>& window, Precision precision);

  FrameGrid grid_;
  const Kernels& kernels_;
  AnyTransform transform_;
};

}  // namespace pinna::dsp
