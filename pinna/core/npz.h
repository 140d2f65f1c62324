// NumPy's .npz files: a zip of .npy files, one per name.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "pinna/core/array.h"

namespace pinna::core {

using NamedArrays = std::map<std::string, Array, std::less<>>;

/// The arrays of a .npz file, stored or deflated, by name without ".npy". BadData names the entry
/// that is damaged, doubled, no .npy file or of a type that read_npy refuses, and files that would
/// unpack to more than 200 times their size (64 MB are always allowed). MissingInput if absent.
NamedArrays read_npz(const std::filesystem::path& path);

/// Stored without compression, in order of the names, without time stamps: equal arrays give equal
/// files. Atomic. InvalidOptions for bfloat16 or no arrays at all.
void write_npz(const std::filesystem::path& path, const NamedArrays& arrays);

}  // namespace pinna::core
