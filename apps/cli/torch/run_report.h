// What commands say about a run.
#pragma once

#include <filesystem>
#include <string>

#include "apps/cli/console.h"

#include "pinna/training/fit.h"

namespace pinna::cli {

/// "epoch 12: loss 0.512, accuracy 83.1 %".
std::string describe(const training::EpochRecord& epoch);

/// Folder, epochs and, where there are scores, accuracy with its interval ("pinna.run/1").
void report_run(const std::filesystem::path& folder, Console& console);

/// What a training or evaluation says on the side, on standard error.
void warn(const std::string& text);

}  // namespace pinna::cli
