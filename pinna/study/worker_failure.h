// What a worker process that failed has left behind.
#pragma once

#include <filesystem>
#include <string_view>

#include "pinna/core/error.h"

namespace pinna::study {

/// The error of a process that printed to `log` and ended with `exit_status`: of the kind that the
/// status stands for (a bug for any other, such as a signal's), with the last line it printed.
core::Error worker_failure(std::string_view what, int exit_status,
                           const std::filesystem::path& log);

}  // namespace pinna::study
