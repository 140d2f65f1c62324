#include "pinna/core/config.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <toml++/toml.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::core {
namespace {

constexpr int64_t kMaxTomlBytes = int64_t{16} << 20;
constexpr uint64_t kMaxInteger = std::numeric_limits<int64_t>::max();

Origin origin_of(const toml::node& node, std::string_view source) {
  const auto& begin = node.source().begin;
  return {std::string(source), static_cast<int64_t>(begin.line),
          static_cast<int64_t>(begin.column)};
}

ConfigTable convert_table(const toml::table& table, std::string_view source);

ConfigValue convert(const toml::node& node, std::string_view source) {
  ConfigValue value{.data = false, .origin = origin_of(node, source)};
  if (const auto* boolean = node.as_boolean()) {
    value.data = boolean->get();
  } else if (const auto* integer = node.as_integer()) {
    value.data = integer->get();
  } else if (const auto* real = node.as_floating_point()) {
    value.data = real->get();
  } else if (const auto* text = node.as_string()) {
    value.data = text->get();
  } else if (const auto* array = node.as_array()) {
    ConfigArray items;
    for (const toml::node& item : *array) items.push_back(convert(item, source));
    value.data = std::move(items);
  } else if (const auto* table = node.as_table()) {
    value.data = convert_table(*table, source);
  } else {
    throw InvalidOptions({.what = "unsupported value",
                          .got = "a date or time",
                          .expected = "a string, number, boolean, array or table",
                          .where = value.origin.to_string(),
                          .fix = "put it in quotes"});
  }
  return value;
}

ConfigTable convert_table(const toml::table& table, std::string_view source) {
  // toml++ sorts keys; the order that a person wrote is restored from the source positions.
  struct Entry {
    std::string key;
    const toml::node* node;
    Origin written;
  };
  std::vector<Entry> entries;
  for (auto&& [key, node] : table) {
    const auto& begin = key.source().begin;
    entries.push_back({std::string(key.str()),
                       &node,
                       {std::string(source), static_cast<int64_t>(begin.line),
                        static_cast<int64_t>(begin.column)}});
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::pair(a.written.line, a.written.column) <
           std::pair(b.written.line, b.written.column);
  });
  ConfigTable result(origin_of(table, source));
  for (const Entry& entry : entries) {
    ConfigValue value = convert(*entry.node, source);
    if (entry.written.line > 0) value.origin = entry.written;
    result.set(entry.key, std::move(value));
  }
  return result;
}

bool is_bare_key(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '_' || c == '-';
  });
}

std::string quoted_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      (result += '\\') += c;
    } else if (c == '\n') {
      result += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      result += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string key_text(std::string_view key) {
  return is_bare_key(key) ? std::string(key) : quoted_text(key);
}

std::string number_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

bool holds_table(const ConfigValue& value) {
  return std::holds_alternative<ConfigTable>(value.data);
}

void write_table(std::string& text, const ConfigTable& table, const std::string& prefix) {
  for (const auto& [key, value] : table.items())
    if (!holds_table(value)) text += key_text(key) + " = " + to_toml_text(value) + "\n";
  for (const auto& [key, value] : table.items()) {
    if (!holds_table(value)) continue;
    const std::string path = prefix.empty() ? key_text(key) : prefix + "." + key_text(key);
    text += (text.empty() ? "[" : "\n[") + path + "]\n";
    write_table(text, std::get<ConfigTable>(value.data), path);
  }
}

nlohmann::ordered_json value_to_json(const ConfigValue& value) {
  return std::visit(
      [](const auto& data) -> nlohmann::ordered_json {
        using T = std::decay_t<decltype(data)>;
        if constexpr (std::is_same_v<T, ConfigArray>) {
          auto array = nlohmann::ordered_json::array();
          for (const ConfigValue& item : data) array.push_back(value_to_json(item));
          return array;
        } else if constexpr (std::is_same_v<T, ConfigTable>) {
          return to_json(data);
        } else {
          return data;
        }
      },
      value.data);
}

ConfigValue value_from_json(const nlohmann::ordered_json& json, std::string_view source) {
  ConfigValue value{.data = false, .origin = {std::string(source), 0, 0}};
  if (json.is_boolean()) {
    value.data = json.get<bool>();
  } else if (json.is_number_unsigned() && json.get<uint64_t>() > kMaxInteger) {
    throw BadData({.what = "configuration",
                   .got = json.dump(),
                   .expected = fmt::format("integers up to {}", kMaxInteger),
                   .where = std::string(source)});
  } else if (json.is_number_integer()) {
    value.data = json.get<int64_t>();
  } else if (json.is_number()) {
    value.data = json.get<double>();
  } else if (json.is_string()) {
    value.data = json.get<std::string>();
  } else if (json.is_array()) {
    ConfigArray items;
    for (const auto& item : json) items.push_back(value_from_json(item, source));
    value.data = std::move(items);
  } else {
    value.data = from_json(json, source);
  }
  return value;
}

ConfigValue parse_override_value(std::string_view text, const Origin& origin) {
  ConfigValue value;
  try {
    const toml::table parsed = toml::parse("value = " + std::string(text) + "\n");
    if (parsed.size() != 1)
      throw InvalidOptions({.what = "override",
                            .got = "further keys after a line break",
                            .expected = "one value",
                            .where = origin.to_string(),
                            .fix = "give each key a --set of its own"});
    value = convert(*parsed.get("value"), origin.source);
  } catch (const toml::parse_error&) {
    value.data = std::string(text);
  }
  value.origin = origin;
  return value;
}

}  // namespace

std::string Origin::to_string() const {
  return line > 0 ? fmt::format("{}:{}:{}", source, line, column) : source;
}

const ConfigValue* ConfigTable::find(std::string_view key) const {
  const auto found = std::find_if(items_.begin(), items_.end(),
                                  [&](const auto& item) { return item.first == key; });
  return found == items_.end() ? nullptr : &found->second;
}

ConfigValue* ConfigTable::find(std::string_view key) {
  return const_cast<ConfigValue*>(std::as_const(*this).find(key));
}

void ConfigTable::set(std::string_view key, ConfigValue value) {
  if (ConfigValue* existing = find(key)) {
    *existing = std::move(value);
  } else {
    items_.emplace_back(std::string(key), std::move(value));
  }
}

void ConfigTable::erase(std::string_view key) {
  std::erase_if(items_, [&](const auto& item) { return item.first == key; });
}

ConfigTable ConfigTable::table(std::string_view key) const {
  const ConfigValue* value = find(key);
  if (!value) return ConfigTable(origin);
  if (const auto* table = std::get_if<ConfigTable>(&value->data)) return *table;
  throw InvalidOptions({.what = std::string(key),
                        .got = kind_name(*value),
                        .expected = "a table",
                        .where = value->origin.to_string(),
                        .fix = fmt::format("write it as [{}] with keys below", key)});
}

std::string kind_name(const ConfigValue& value) {
  static constexpr const char* names[] = {"a boolean", "an integer", "a real number",
                                          "a string",  "an array",   "a table"};
  return names[value.data.index()];
}

std::string to_toml_text(const ConfigValue& value) {
  return std::visit(
      [](const auto& data) -> std::string {
        using T = std::decay_t<decltype(data)>;
        if constexpr (std::is_same_v<T, bool>) {
          return data ? "true" : "false";
        } else if constexpr (std::is_same_v<T, int64_t>) {
          return std::to_string(data);
        } else if constexpr (std::is_same_v<T, double>) {
          return number_text(data);
        } else if constexpr (std::is_same_v<T, std::string>) {
          return quoted_text(data);
        } else if constexpr (std::is_same_v<T, ConfigArray>) {
          std::string text = "[";
          for (const ConfigValue& item : data)
            text += (text.size() > 1 ? ", " : "") + to_toml_text(item);
          return text + "]";
        } else {
          std::string text = "{";
          for (const auto& [key, item] : data.items())
            text += (text.size() > 1 ? ", " : " ") + key_text(key) + " = " + to_toml_text(item);
          return text + " }";
        }
      },
      value.data);
}

ConfigTable parse_toml(std::string_view text, std::string_view source) {
  try {
    return convert_table(toml::parse(text, source), source);
  } catch (const toml::parse_error& error) {
    const auto& begin = error.source().begin;
    throw InvalidOptions({.what = "not valid TOML: " + std::string(error.description()),
                          .where = fmt::format("{}:{}:{}", source, begin.line, begin.column)});
  }
}

ConfigTable read_toml(const std::filesystem::path& path) {
  return parse_toml(read_file(path, kMaxTomlBytes), path.string());
}

std::string to_toml(const ConfigTable& table) {
  std::string text;
  write_table(text, table, "");
  return text;
}

nlohmann::ordered_json to_json(const ConfigTable& table) {
  auto json = nlohmann::ordered_json::object();
  for (const auto& [key, value] : table.items()) json[key] = value_to_json(value);
  return json;
}

ConfigTable from_json(const nlohmann::ordered_json& json, std::string_view source) {
  if (!json.is_object())
    throw BadData({.what = "configuration",
                   .got = json.type_name(),
                   .expected = "a JSON object",
                   .where = std::string(source)});
  ConfigTable table(Origin{std::string(source), 0, 0});
  for (const auto& [key, value] : json.items())
    if (!value.is_null()) table.set(key, value_from_json(value, source));
  return table;
}

void apply_override(ConfigTable& table, std::string_view assignment) {
  const Origin origin{fmt::format("--set {}", assignment), 0, 0};
  const size_t equals = assignment.find('=');
  if (equals == std::string_view::npos || equals == 0)
    throw InvalidOptions({.what = "override",
                          .got = std::string(assignment),
                          .expected = "key.path=value",
                          .where = "--set",
                          .fix = "write for example --set feature.n_mels=64"});
  std::string_view path = assignment.substr(0, equals);
  ConfigTable* current = &table;
  for (size_t dot; (dot = path.find('.')) != std::string_view::npos; path.remove_prefix(dot + 1)) {
    const std::string_view step = path.substr(0, dot);
    if (!current->find(step)) current->set(step, {.data = ConfigTable(origin), .origin = origin});
    auto* next = std::get_if<ConfigTable>(&current->find(step)->data);
    if (!next)
      throw InvalidOptions({.what = std::string(step),
                            .got = kind_name(*current->find(step)),
                            .expected = "a table",
                            .where = origin.to_string()});
    current = next;
  }
  current->set(path, parse_override_value(assignment.substr(equals + 1), origin));
}

ConfigTable merged(ConfigTable base, const ConfigTable& top) {
  for (const auto& [key, value] : top.items()) {
    ConfigValue* existing = base.find(key);
    const auto* top_table = std::get_if<ConfigTable>(&value.data);
    if (existing && top_table && holds_table(*existing)) {
      existing->data = merged(std::get<ConfigTable>(existing->data), *top_table);
    } else {
      base.set(key, value);
    }
  }
  return base;
}

}  // namespace pinna::core
