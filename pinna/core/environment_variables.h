// The environment that other programs are given.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace pinna::core {

/// Names and values.
using EnvironmentVariables = std::vector<std::pair<std::string, std::string>>;

/// "NAME=value" of this process, and of `extra`, which replace those of the same name.
std::vector<std::string> environment_with(const EnvironmentVariables& extra);

}  // namespace pinna::core
