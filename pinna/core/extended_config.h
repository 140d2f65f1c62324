// A TOML file that says only in what it differs from another one.
#pragma once

#include <filesystem>
#include <string_view>

#include "pinna/core/config.h"

namespace pinna::core {

/// The top-level key that names the file to start from, relative to the folder of the file.
inline constexpr std::string_view extends_key = "extends";

/// Reads `path` as read_toml does and lays it over the file that it extends, which may extend
/// another: tables merge, other values replace, and a table whose `type` becomes another one is
/// replaced as a whole, because the other keys belong to the old type. The result has no `extends`.
/// Throws as read_toml, for each file; InvalidOptions if `extends` is no text or the files extend
/// one another in a circle.
ConfigTable read_extended_toml(const std::filesystem::path& path);

}  // namespace pinna::core
