// The JSON header of a safetensors file: which tensor lies where.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/core/safetensors.h"

namespace pinna::core {

/// The specification's limit.
inline constexpr int64_t kMaxSafeTensorsHeaderBytes = 100'000'000;

struct TensorEntry {
  std::string name = "";
  DType dtype = DType::float32;
  std::vector<int64_t> shape = {};
  int64_t begin = 0;  ///< bytes from the end of the header
  int64_t end = 0;
};

struct SafeTensorsHeader {
  std::vector<TensorEntry> entries = {};  ///< in the order of the data
  std::map<std::string, std::string, std::less<>> metadata = {};
};

/// Parses and checks the header: entries fill `data_bytes` exactly, in order, without overlap, each
/// as long as its type and shape say. BadData otherwise; `where` names the file.
SafeTensorsHeader parse_safetensors_header(std::string_view json, int64_t data_bytes,
                                           std::string_view where);

/// The header that write_safetensors puts first, padded with spaces to a multiple of 8 bytes.
std::string safetensors_header(const std::vector<TensorEntry>& entries,
                               const std::map<std::string, std::string, std::less<>>& metadata);

}  // namespace pinna::core
