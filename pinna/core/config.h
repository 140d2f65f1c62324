// Configuration trees: what a person wrote in TOML or on the command line, each value with the
// place it came from, so that every later complaint can point at it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace pinna::core {

/// Where a value was written: "recipe.toml:12:3", "--set feature.n_mels=64".
struct Origin {
  std::string source = "";
  int64_t line = 0;
  int64_t column = 0;
  /// "source:line:column", or "source" where there is no line.
  std::string to_string() const;
};

struct ConfigValue;
using ConfigArray = std::vector<ConfigValue>;

/// Keys in the order they were written.
class ConfigTable {
 public:
  ConfigTable() = default;
  explicit ConfigTable(Origin origin) : origin(std::move(origin)) {}

  const ConfigValue* find(std::string_view key) const;
  ConfigValue* find(std::string_view key);
  /// Replaces the value of `key` or appends it.
  void set(std::string_view key, ConfigValue value);
  void erase(std::string_view key);
  /// The sub-table `key`, or an empty one; InvalidOptions if the value is no table.
  ConfigTable table(std::string_view key) const;
  const std::vector<std::pair<std::string, ConfigValue>>& items() const { return items_; }
  bool empty() const { return items_.empty(); }

  Origin origin = {};

 private:
  std::vector<std::pair<std::string, ConfigValue>> items_;
};

struct ConfigValue {
  std::variant<bool, int64_t, double, std::string, ConfigArray, ConfigTable> data = false;
  Origin origin = {};
};

/// "an integer", "a string", ...: for messages.
std::string kind_name(const ConfigValue& value);
/// The value as TOML text: 12, 0.5, "pad", [1, 2].
std::string to_toml_text(const ConfigValue& value);

/// Parses TOML; InvalidOptions with file:line:column on a syntax error, MissingInput if absent.
ConfigTable read_toml(const std::filesystem::path& path);
ConfigTable parse_toml(std::string_view text, std::string_view source);

/// Tables below their plain keys, in order; arrays of tables inline. Ends with a line break.
std::string to_toml(const ConfigTable& table);
nlohmann::ordered_json to_json(const ConfigTable& table);
/// The inverse for JSON objects without null (nulls are left out).
ConfigTable from_json(const nlohmann::ordered_json& json, std::string_view source);

/// Applies "key.path=value" as `--set` does: the value is TOML, a bare word is a string. Missing
/// tables on the way are created. InvalidOptions if there is no '=' or a step of the path is not a
/// table.
void apply_override(ConfigTable& table, std::string_view assignment);

/// Overlays `top` on `base`: tables merge, other values replace.
ConfigTable merged(ConfigTable base, const ConfigTable& top);

}  // namespace pinna::core
