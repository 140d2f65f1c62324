// A configuration as rows of a table.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pinna/core/config.h"

namespace pinna::core {

/// "key.path" and TOML text of every value, in order; arrays of tables inline.
std::vector<std::pair<std::string, std::string>> config_rows(const ConfigTable& table);

}  // namespace pinna::core
