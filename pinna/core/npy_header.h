// What stands in front of the data of a .npy file: magic, version and one Python dictionary.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/core/array.h"

namespace pinna::core {

/// All that version 1.0 can express; a longer header could only list fields of a structured type.
inline constexpr int64_t kMaxNpyHeaderBytes = 65535 + 10;

struct NpyHeader {
  DType dtype = DType::float32;
  bool fortran_order = false;  ///< the first dimension is the one without gaps
  std::vector<int64_t> shape = {};
  int64_t data_offset = 0;  ///< bytes
};

/// Parses and checks the header of a source of `total_bytes`, of which `start` holds at least the
/// first kMaxNpyHeaderBytes. BadData names the byte unless the data that follow fit the shape.
NpyHeader parse_npy_header(std::string_view start, int64_t total_bytes, std::string_view where);

/// The header of version 1.0 of a row-major array, padded so that the data start at a multiple of
/// 64 bytes. InvalidOptions for bfloat16, which numpy does not have.
std::string npy_header(const Array& array);
/// The same of any order (data_offset is not read); equally long in Fortran order whatever the last
/// dimension is, so that it can be written again when that has grown.
std::string npy_header(const NpyHeader& header);

}  // namespace pinna::core
