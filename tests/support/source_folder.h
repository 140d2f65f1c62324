// Where the project's own files lie.
#pragma once

#include <filesystem>

namespace pinna::test {

/// The root of the source tree.
std::filesystem::path source_folder();

}  // namespace pinna::test
