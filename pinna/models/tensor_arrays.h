// Between LibTorch's tensors and the arrays that files hold.
#pragma once

#include <ATen/core/Tensor.h>

#include "pinna/core/array.h"

namespace pinna::models {

/// The files' name for the tensor's element type; Bug for those that files do not hold (complex
/// doubles, ...).
core::DType dtype_of(const at::Tensor& tensor);

/// A copy in row-major order; Bug as above.
core::Array to_array(const at::Tensor& tensor);

/// A copy on the CPU; Bug for uint16, uint32 and uint64, which LibTorch 1.13 lacks.
at::Tensor to_tensor(const core::Array& array);

}  // namespace pinna::models
