// Arrays as files hold them: a type, a shape and row-major little-endian bytes.
#pragma once

#include <complex>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace pinna::core {

enum class DType {
  float64,
  float32,
  float16,
  bfloat16,
  complex64,
  int64,
  int32,
  int16,
  int8,
  uint64,
  uint32,
  uint16,
  uint8,
  bool_,
};

/// Bytes of one element.
int64_t element_size(DType dtype);
/// numpy's name: "float32", "bool", ...
std::string_view dtype_name(DType dtype);
/// "[2, 3]"; "[]" is a scalar.
std::string shape_text(const std::vector<int64_t>& shape);
/// Product of the dimensions, or nothing if one is negative or the bytes exceed int64_t.
std::optional<int64_t> num_elements(DType dtype, const std::vector<int64_t>& shape);

struct Array;
/// BadData if an element of a bool array is neither 0 nor 1, which C++ must never see as a bool.
void require_valid_bools(const Array& array, std::string_view where);

/// Cache-line aligned and without the zero fill, because every byte is about to be read from disk.
template <class T>
struct UninitializedAllocator {
  using value_type = T;
  static constexpr std::align_val_t alignment{64};

  UninitializedAllocator() = default;
  template <class U>
  UninitializedAllocator(const UninitializedAllocator<U>&) noexcept {}

  T* allocate(size_t count) {
    return static_cast<T*>(::operator new(count * sizeof(T), alignment));
  }
  void deallocate(T* pointer, size_t) noexcept { ::operator delete(pointer, alignment); }
  template <class U>
  void construct(U* pointer) noexcept {
    ::new (static_cast<void*>(pointer)) U;
  }
  template <class U, class... Values>
  void construct(U* pointer, Values&&... values) {
    ::new (static_cast<void*>(pointer)) U(std::forward<Values>(values)...);
  }
  bool operator==(const UninitializedAllocator&) const = default;
};

using ByteBuffer = std::vector<std::byte, UninitializedAllocator<std::byte>>;

/// The C++ types that elements are seen as; half precision is only carried, never computed with.
template <class T>
inline constexpr std::optional<DType> dtype_of = std::nullopt;
template <>
inline constexpr std::optional<DType> dtype_of<double> = DType::float64;
template <>
inline constexpr std::optional<DType> dtype_of<float> = DType::float32;
template <>
inline constexpr std::optional<DType> dtype_of<std::complex<float>> = DType::complex64;
template <>
inline constexpr std::optional<DType> dtype_of<int64_t> = DType::int64;
template <>
inline constexpr std::optional<DType> dtype_of<int32_t> = DType::int32;
template <>
inline constexpr std::optional<DType> dtype_of<int16_t> = DType::int16;
template <>
inline constexpr std::optional<DType> dtype_of<uint8_t> = DType::uint8;
template <>
inline constexpr std::optional<DType> dtype_of<bool> = DType::bool_;

template <class T>
concept ArrayElement = dtype_of<T>
.has_value();

struct Array {
  DType dtype = DType::float32;
  std::vector<int64_t> shape = {0};  ///< empty: a scalar, one element
  ByteBuffer bytes = {};             ///< size() * element_size(dtype), row-major

  /// Room for the shape with undefined content; Bug if the shape is impossible.
  static Array uninitialized(DType dtype, std::vector<int64_t> shape);
  /// A copy of the values; Bug unless their number is the product of the shape.
  template <ArrayElement T>
  static Array from(std::span<const T> values, std::vector<int64_t> shape);
  template <ArrayElement T>
  static Array from(const std::vector<T>& values, std::vector<int64_t> shape) {
    return from(std::span<const T>(values), std::move(shape));
  }
  static Array from(std::span<const float> values, std::vector<int64_t> shape) {
    return from<float>(values, std::move(shape));
  }

  /// Bug unless `bytes` has the length that type and shape ask for; writers check this first.
  void require_complete() const;
  /// Number of elements.
  int64_t size() const;
  /// The elements; BadData if the array holds another type.
  template <ArrayElement T>
  std::span<const T> as() const {
    require_dtype(*dtype_of<T>);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  template <ArrayElement T>
  std::span<T> as() {
    require_dtype(*dtype_of<T>);
    return {reinterpret_cast<T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  std::span<const float> as_float32() const { return as<float>(); }

  bool operator==(const Array&) const = default;

 private:
  static Array copy_of(const void* values, size_t count, DType dtype, std::vector<int64_t> shape);
  void require_dtype(DType wanted) const;
};

template <ArrayElement T>
Array Array::from(std::span<const T> values, std::vector<int64_t> shape) {
  return copy_of(values.data(), values.size(), *dtype_of<T>, std::move(shape));
}

}  // namespace pinna::core
