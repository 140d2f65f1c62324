// Names of files that come from outside: archives and manifests.
#pragma once

#include <string>
#include <string_view>

namespace pinna::core {

/// Why `name` must not be used below a folder of ours, such as "it is absolute", or empty if it is
/// harmless: relative, without "..", backslashes, drive letters and control characters, components
/// of at most 255 bytes and 4096 in all.
std::string relative_path_problem(std::string_view name);

/// The name without "." components and doubled or trailing slashes; empty for the folder itself.
std::string normal_relative_path(std::string_view name);

}  // namespace pinna::core
