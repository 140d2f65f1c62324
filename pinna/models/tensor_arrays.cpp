#include "pinna/models/tensor_arrays.h"

#include <array>
#include <cstring>
#include <utility>

#include <ATen/ATen.h>

#include "pinna/core/error.h"

namespace pinna::models {
namespace {

using core::DType;

constexpr std::array element_types{std::pair{DType::float64, at::kDouble},
                                   std::pair{DType::float32, at::kFloat},
                                   std::pair{DType::float16, at::kHalf},
                                   std::pair{DType::bfloat16, at::kBFloat16},
                                   std::pair{DType::complex64, at::kComplexFloat},
                                   std::pair{DType::int64, at::kLong},
                                   std::pair{DType::int32, at::kInt},
                                   std::pair{DType::int16, at::kShort},
                                   std::pair{DType::int8, at::kChar},
                                   std::pair{DType::uint8, at::kByte},
                                   std::pair{DType::bool_, at::kBool}};

at::ScalarType scalar_type_of(DType wanted) {
  for (const auto& [dtype, scalar_type] : element_types)
    if (dtype == wanted) return scalar_type;
  throw core::Bug({.what = "array to tensor", .got = std::string(core::dtype_name(wanted))});
}

}  // namespace

core::DType dtype_of(const at::Tensor& tensor) {
  for (const auto& [dtype, scalar_type] : element_types)
    if (tensor.scalar_type() == scalar_type) return dtype;
  throw core::Bug({.what = "tensor to array", .got = c10::toString(tensor.scalar_type())});
}

core::Array to_array(const at::Tensor& tensor) {
  const at::Tensor dense = tensor.detach().cpu().contiguous();
  auto array = core::Array::uninitialized(dtype_of(tensor), dense.sizes().vec());
  if (!array.bytes.empty()) std::memcpy(array.bytes.data(), dense.data_ptr(), array.bytes.size());
  return array;
}

at::Tensor to_tensor(const core::Array& array) {
  at::Tensor tensor = at::empty(array.shape, scalar_type_of(array.dtype));
  if (!array.bytes.empty()) std::memcpy(tensor.data_ptr(), array.bytes.data(), array.bytes.size());
  return tensor;
}

}  // namespace pinna::models
