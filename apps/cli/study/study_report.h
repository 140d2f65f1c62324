// What commands say about a study.
#pragma once

#include <filesystem>

#include "apps/cli/console.h"

namespace pinna::cli {

/// One line a run and the summary of each arm ("pinna.study/1").
void report_study(const std::filesystem::path& folder, Console& console);

}  // namespace pinna::cli
