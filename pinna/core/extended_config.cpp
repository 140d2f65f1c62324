#include "pinna/core/extended_config.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

namespace fs = std::filesystem;

const std::string* text_at(const ConfigTable& table, std::string_view key) {
  const ConfigValue* value = table.find(key);
  return value ? std::get_if<std::string>(&value->data) : nullptr;
}

bool is_of_another_type(const ConfigTable& base, const ConfigTable& top) {
  const std::string* type = text_at(top, "type");
  const std::string* base_type = text_at(base, "type");
  return type && (!base_type || *type != *base_type);
}

ConfigTable laid_over(ConfigTable base, const ConfigTable& top) {
  for (const auto& [key, value] : top.items()) {
    ConfigValue* below = base.find(key);
    const auto* table = std::get_if<ConfigTable>(&value.data);
    auto* base_table = below ? std::get_if<ConfigTable>(&below->data) : nullptr;
    if (table && base_table && !is_of_another_type(*base_table, *table))
      *base_table = laid_over(std::move(*base_table), *table);
    else
      base.set(key, value);
  }
  base.origin = top.origin;
  return base;
}

const std::string& extended_file(const ConfigValue& value) {
  if (const auto* file = std::get_if<std::string>(&value.data)) return *file;
  throw InvalidOptions({.what = std::string(extends_key),
                        .got = kind_name(value),
                        .expected = "the path of a TOML file as text",
                        .where = value.origin.to_string()});
}

/// `readers` are the files that led here, the first one first.
ConfigTable read_through(const fs::path& path, std::vector<fs::path> readers) {
  ConfigTable table = read_toml(path);
  const ConfigValue* extends = table.find(extends_key);
  if (!extends) return table;
  readers.push_back(fs::weakly_canonical(path));
  const fs::path base = path.parent_path() / extended_file(*extends);
  if (std::find(readers.begin(), readers.end(), fs::weakly_canonical(base)) != readers.end())
    throw InvalidOptions({.what = std::string(extends_key),
                          .got = base.string() + ", which leads back to this file",
                          .expected = "a file that does not extend this one",
                          .where = extends->origin.to_string()});
  table.erase(extends_key);
  return laid_over(read_through(base, std::move(readers)), table);
}

}  // namespace

ConfigTable read_extended_toml(const fs::path& path) {
  return read_through(path, {});
}

}  // namespace pinna::core
