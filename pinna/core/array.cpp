#include "pinna/core/array.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

static_assert(std::endian::native == std::endian::little, "files are little-endian");

struct DTypeRow {
  std::string_view name;
  int64_t size;
};

/// In the order of DType.
constexpr std::array<DTypeRow, 14> kDTypes{{{"float64", 8},
                                            {"float32", 4},
                                            {"float16", 2},
                                            {"bfloat16", 2},
                                            {"complex64", 8},
                                            {"int64", 8},
                                            {"int32", 4},
                                            {"int16", 2},
                                            {"int8", 1},
                                            {"uint64", 8},
                                            {"uint32", 4},
                                            {"uint16", 2},
                                            {"uint8", 1},
                                            {"bool", 1}}};

}  // namespace

int64_t element_size(DType dtype) {
  return kDTypes[static_cast<size_t>(dtype)].size;
}

std::string_view dtype_name(DType dtype) {
  return kDTypes[static_cast<size_t>(dtype)].name;
}

std::string shape_text(const std::vector<int64_t>& shape) {
  return fmt::format("[{}]", fmt::join(shape, ", "));
}

std::optional<int64_t> num_elements(DType dtype, const std::vector<int64_t>& shape) {
  int64_t bytes = element_size(dtype);
  bool empty = false;
  for (const int64_t dimension : shape) {
    if (dimension < 0) return std::nullopt;
    if (dimension == 0) empty = true;
    if (dimension > 0 && __builtin_mul_overflow(bytes, dimension, &bytes)) return std::nullopt;
  }
  return empty ? 0 : bytes / element_size(dtype);
}

void require_valid_bools(const Array& array, std::string_view where) {
  if (array.dtype != DType::bool_) return;
  const auto bad = std::find_if(array.bytes.begin(), array.bytes.end(),
                                [](std::byte value) { return value > std::byte{1}; });
  if (bad != array.bytes.end())
    throw BadData({.what = "damaged bool array",
                   .got = fmt::format("element {} is {}", bad - array.bytes.begin(),
                                      std::to_integer<int>(*bad)),
                   .expected = "0 or 1",
                   .where = std::string(where)});
}

Array Array::uninitialized(DType dtype, std::vector<int64_t> shape) {
  const std::optional<int64_t> count = num_elements(dtype, shape);
  if (!count)
    throw Bug({.what = "impossible array",
               .got = shape_text(shape),
               .expected = "dimensions >= 0 whose product fits in memory"});
  Array array{.dtype = dtype, .shape = std::move(shape)};
  array.bytes.resize(static_cast<size_t>(*count * element_size(dtype)));
  return array;
}

Array Array::copy_of(const void* values, size_t count, DType dtype, std::vector<int64_t> shape) {
  Array array = uninitialized(dtype, std::move(shape));
  if (static_cast<size_t>(array.size()) != count)
    throw Bug({.what = "array from values",
               .got = fmt::format("{} values", count),
               .expected = fmt::format("{} for shape {}", array.size(), shape_text(array.shape))});
  if (count > 0) std::memcpy(array.bytes.data(), values, array.bytes.size());
  return array;
}

void Array::require_complete() const {
  const std::optional<int64_t> count = num_elements(dtype, shape);
  if (!count || static_cast<size_t>(*count * element_size(dtype)) != bytes.size())
    throw Bug({.what = "incomplete array",
               .got = fmt::format("{} bytes", bytes.size()),
               .expected = fmt::format("{} of shape {}", dtype_name(dtype), shape_text(shape))});
}

int64_t Array::size() const {
  return static_cast<int64_t>(bytes.size()) / element_size(dtype);
}

void Array::require_dtype(DType wanted) const {
  if (dtype == wanted) return;
  throw BadData(
      {.what = "array of another type",
       .got = std::string(dtype_name(dtype)),
       .expected = std::string(dtype_name(wanted)),
       .fix = fmt::format("convert it, in numpy with .astype('{}')", dtype_name(wanted))});
}

}  // namespace pinna::core
