#include "pinna/core/config_rows.h"

namespace pinna::core {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

void append_rows(Rows& rows, const ConfigTable& table, const std::string& prefix) {
  for (const auto& [key, value] : table.items()) {
    const std::string path = prefix.empty() ? key : prefix + "." + key;
    if (const auto* inner = std::get_if<ConfigTable>(&value.data)) {
      append_rows(rows, *inner, path);
    } else {
      rows.emplace_back(path, to_toml_text(value));
    }
  }
}

}  // namespace

Rows config_rows(const ConfigTable& table) {
  Rows rows;
  append_rows(rows, table, "");
  return rows;
}

}  // namespace pinna::core
