// From spectra back to signals, several at a time.
#pragma once

#include <cstdint>
#include <vector>

#include "pinna/dsp/fft_plan.h"
#include "pinna/dsp/kernels.h"

namespace pinna::dsp {

/// The real transform and its inverse, of as many signals as the processor has lanes. The inverse
/// goes by way of the Hartley transform, which is its own inverse up to the factor n (Bracewell,
/// "Discrete Hartley transform", J. Opt. Soc. Am. 73, 1983), so that the forward kernel serves both
/// ways. Immutable once made; may serve any number of threads.
class TransformPair {
 public:
  /// InvalidOptions unless RealFftPlan takes n_fft; Bug if it is odd.
  explicit TransformPair(int64_t n_fft, const Kernels& kernels = dsp::kernels());

  int64_t n_fft() const { return plan_.tables().n_fft; }
  int64_t num_bins() const { return plan_.tables().num_bins; }
  int64_t lanes() const { return kernels_.lanes; }
  /// Floats of a block of spectra.
  int64_t spectrum_floats() const { return 2 * num_bins() * lanes(); }

  /// spectra [2 num_bins, lanes]: first the real, then the imaginary parts of signals[lane][0 ..
  /// n_fft), which may be the same one several times. 64-byte aligned.
  void forward(const float* const* signals, float* spectra) const;
  /// signals [lanes, n_fft]; `spectra` as forward writes them.
  void inverse(const float* spectra, float* signals) const;

 private:
  const Kernels& kernels_;
  RealFftPlan<float> plan_;
  std::vector<float> halves_;  ///< the window of a transform that is to leave its input as it is
};

}  // namespace pinna::dsp
