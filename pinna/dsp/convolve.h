// Convolution with long responses.
#pragma once

#include <span>
#include <vector>

#include "pinna/dsp/kernels.h"

namespace pinna::dsp {

/// y[n] = sum over k of response[k] signal[n - k], as long as `signal`: what comes after its end is
/// cut off. Overlap-add of one block a lane, by transforms; the error is some 1e-7 of the largest
/// value. InvalidOptions if the response or a lane's share of the signal is beyond what RealFftPlan
/// takes (2^20 samples).
std::vector<float> convolve(std::span<const float> signal, std::span<const float> response,
                            const Kernels& kernels = dsp::kernels());

}  // namespace pinna::dsp
