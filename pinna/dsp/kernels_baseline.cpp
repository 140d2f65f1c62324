// Kernels for any processor of the architecture; the build sets the compiler flags of this file.
#include "pinna/dsp/kernel_tables.h"
#include "pinna/dsp/lane_kernels.h"

namespace pinna::dsp {

constinit const Kernels baseline_kernels = kernel_table<4>("baseline");

}  // namespace pinna::dsp
