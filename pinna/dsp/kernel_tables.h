// The compiled sets of kernels; kernels() chooses among them.
#pragma once

#include "pinna/dsp/kernels.h"

namespace pinna::dsp {

extern const Kernels baseline_kernels;
#ifdef __x86_64__
extern const Kernels avx2_kernels;
extern const Kernels avx512_kernels;
#endif

}  // namespace pinna::dsp
