// Kernels whose every operation is rounded, so that they give the same bits on every processor and
// as their reference: defined in lane_frame.h and lane_fftpack.h and compiled in unfused_*.cpp,
// where the compiler may not fuse a multiplication with an addition.
#pragma once

#include "pinna/dsp/kernels.h"

namespace pinna::dsp {

template <int Lanes>
float prepare_frame(const FrameRule& rule, const float* samples, float* frame);
template <int Lanes>
void fftpack_power(const FftpackTables& fft, const float* const* frames, float* work, float* power);

}  // namespace pinna::dsp
