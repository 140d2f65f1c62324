// Kernels for x86-64 with AVX2 and FMA; the build sets the compiler flags of this file.
#include "pinna/dsp/kernel_tables.h"
#include "pinna/dsp/lane_kernels.h"

namespace pinna::dsp {

constinit const Kernels avx2_kernels = kernel_table<8>("avx2");

}  // namespace pinna::dsp
