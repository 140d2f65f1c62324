// Kernels for x86-64 with AVX-512 F, BW, DQ and VL; the build sets the compiler flags of this file.
#include "pinna/dsp/kernel_tables.h"
#include "pinna/dsp/lane_kernels.h"

namespace pinna::dsp {

constinit const Kernels avx512_kernels = kernel_table<16>("avx512");

}  // namespace pinna::dsp
