// Autocorrelation of frames, several at a time.
#pragma once

#include <cstdint>
#include <vector>

#include "pinna/dsp/fft_plan.h"
#include "pinna/dsp/kernels.h"

namespace pinna::dsp {

/// r[k] = sum over n of x[n] x[n + k] of short frames, by way of the power spectrum
/// (Wiener-Khinchin). Immutable once made; may serve any number of threads.
class Autocorrelation {
 public:
  /// Frames of frame_length samples, lags 0 to num_lags - 1. Bug unless
  /// 1 <= num_lags <= frame_length; InvalidOptions if the frame is too long for RealFftPlan.
  Autocorrelation(int64_t frame_length, int64_t num_lags, const Kernels& kernels = dsp::kernels());

  int64_t frame_length() const { return frame_length_; }
  int64_t num_lags() const { return num_lags_; }
  const Kernels& kernels() const { return kernels_; }
  /// Floats of the input and output blocks.
  int64_t input_floats() const { return plan_.tables().n_fft * kernels_.lanes; }
  int64_t output_floats() const { return num_lags_ * kernels_.lanes; }
  /// Where the samples of a lane go in the input block.
  float* lane(float* input, int64_t lane) const { return input + lane * plan_.tables().n_fft; }

  /// `input`: each lane's frame_length samples, at lane(); overwritten. `lags` [num_lags, lanes],
  /// 64-byte aligned. The error is some 1e-7 of lag 0.
  void compute(float* input, float* lags) const;

 private:
  int64_t frame_length_;
  int64_t num_lags_;
  const Kernels& kernels_;
  RealFftPlan<float> plan_;
  std::vector<float> halves_;  ///< the window of a transform that is to leave its input as it is
};

}  // namespace pinna::dsp
