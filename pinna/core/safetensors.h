// The safetensors format: a JSON header, then the tensors without gaps.
// Specification: github.com/huggingface/safetensors, README.md and tensor.rs; its checks are ours.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "pinna/core/array.h"

namespace pinna::core {

using StringMap = std::map<std::string, std::string, std::less<>>;

struct SafeTensors {
  std::map<std::string, Array, std::less<>> tensors = {};
  StringMap metadata = {};  ///< the entry __metadata__
  bool operator==(const SafeTensors&) const = default;
};

/// Reads all tensors. BadData names what is wrong: header above 100 MB, duplicate keys, overlapping
/// tensors, holes, data that end early or late, shapes that do not fill their span, unknown types.
/// MissingInput if there is no such file.
SafeTensors read_safetensors(const std::filesystem::path& path);

/// The metadata alone, without a look at the tensors; otherwise as read_safetensors.
StringMap read_safetensors_metadata(const std::filesystem::path& path);

/// Tensors by falling element size, then by name, so that each is aligned; the header is padded to
/// 8 bytes. Atomic. InvalidOptions for names that are not UTF-8 or equal "__metadata__".
void write_safetensors(const std::filesystem::path& path, const SafeTensors& content);

}  // namespace pinna::core
