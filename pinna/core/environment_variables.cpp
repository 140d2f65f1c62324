#include "pinna/core/environment_variables.h"

#include <algorithm>
#include <string_view>

#include <unistd.h>

extern char** environ;

namespace pinna::core {

std::vector<std::string> environment_with(const EnvironmentVariables& extra) {
  std::vector<std::string> variables;
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view variable(*entry);
    const std::string_view name = variable.substr(0, variable.find('='));
    const bool is_replaced =
        std::ranges::any_of(extra, [&](const auto& other) { return other.first == name; });
    if (!is_replaced) variables.emplace_back(variable);
  }
  for (const auto& [name, value] : extra) variables.push_back(name + "=" + value);
  return variables;
}

}  // namespace pinna::core
