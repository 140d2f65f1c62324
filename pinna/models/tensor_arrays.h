// Between LibTorch's tensors and the arrays that files hold.
#pragma once

#include <ATen/core/Tensor.h>

#include "pinna/core/array.h"

namespace pinna::models {

/// A copy in row-major order; Bug for element types that files do not hold (complex doubles, ...).
core::Array to_array(const at::Tensor& tensor);

/// A copy on the CPU; Bug for uint16, uint32 and uint64, which LibTorch 1.13 lacks.
at::Tensor to_tensor(const core::Array& array);

}  // namespace pinna::models
