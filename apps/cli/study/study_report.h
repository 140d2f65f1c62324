// What commands say about a study.
#pragma once

#include <filesystem>

#include "apps/cli/console.h"

namespace pinna::cli {

/// One line a run, the runs that are missing, and the summary of each arm in the order of
/// study.toml
/// ("pinna.study/1").
void report_study(const std::filesystem::path& folder, Console& console);

}  // namespace pinna::cli
