// The build sets the compiler flags of this file: those of kernels_baseline.cpp, without
// contraction.
#include "pinna/dsp/lane_fftpack.h"
#include "pinna/dsp/lane_frame.h"

namespace pinna::dsp {

template float prepare_frame<4>(const FrameRule&, const float*, float*);
template void fftpack_power<4>(const FftpackTables&, const float* const*, float*, float*);

}  // namespace pinna::dsp
