// The licence that a dataset's own files state.
#pragma once

#include <filesystem>
#include <string>

namespace pinna::data {

/// The first sentence of LICENSE, LICENCE or README (plain, .md or .txt) in `root` that names a
/// licence, in plain text; empty if there is none.
std::string find_licence(const std::filesystem::path& root);

}  // namespace pinna::data
