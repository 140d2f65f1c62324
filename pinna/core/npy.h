// NumPy's .npy files. Format: numpy.lib.format, versions 1.0, 2.0 and 3.0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

#include "pinna/core/array.h"

namespace pinna::core {

/// An array from a .npy file, in row-major order (Fortran order is transposed). Python objects,
/// structured types, strings and big-endian numbers are refused: BadData says which and where.
/// MissingInput if there is no such file.
Array read_npy(const std::filesystem::path& path);
/// The same from memory; `where` names the source in messages. The length must match exactly.
Array parse_npy(std::string_view bytes, std::string_view where);

/// Fills its argument with the next bytes of a source, or throws.
using ByteSource = std::function<void(std::span<std::byte>)>;
/// The same from `total_bytes` of any source.
Array read_npy(const ByteSource& read, int64_t total_bytes, std::string_view where);

/// Version 1.0, row-major, little-endian; the data starts at a multiple of 64 bytes. Atomic.
/// InvalidOptions for bfloat16, which numpy does not have.
void write_npy(const std::filesystem::path& path, const Array& array);

/// A matrix that is too large for memory: produce() is given a function that appends columns, an
/// array [rows, any number] of `dtype`. Version 1.0, Fortran order; otherwise as write_npy.
using AppendColumns = std::function<void(Array columns)>;
void write_npy_columns(const std::filesystem::path& path, DType dtype, int64_t rows,
                       const std::function<void(const AppendColumns&)>& produce);

}  // namespace pinna::core
