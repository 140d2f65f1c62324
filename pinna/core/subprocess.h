// Running other programs, without a shell.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/core/environment_variables.h"

namespace pinna::core {

struct ProcessResult {
  int exit_status = 0;  ///< 128 + signal number if a signal ended it
  std::string output = "";
  std::string errors = "";
};

/// Runs `arguments` (the first is looked up on PATH) with `input` on its standard input, waits and
/// returns what it wrote. IoError if it cannot be started, whose text ends with `fix`, or if it
/// writes more than `max_output_bytes` or takes longer than `max_seconds`. `extra_environment` is
/// added to ours. A status other than 0 is the caller's to judge.
ProcessResult run_program(const std::vector<std::string>& arguments, std::string_view input = "",
                          std::string fix = "", int64_t max_output_bytes = int64_t{1} << 28,
                          double max_seconds = std::numeric_limits<double>::infinity(),
                          const EnvironmentVariables& extra_environment = {});

}  // namespace pinna::core
