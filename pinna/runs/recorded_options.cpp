#include "pinna/runs/recorded_options.h"

#include <optional>

#include <fmt/format.h>

#include "pinna/core/files.h"

namespace pinna::runs {
namespace {

using core::ConfigTable;
using core::ConfigValue;

struct Difference {
  std::string key;
  std::string stored;
  std::string given;
};

std::string text_of(const ConfigValue* value) {
  if (!value) return "nothing";
  return std::holds_alternative<ConfigTable>(value->data) ? "a table" : core::to_toml_text(*value);
}

std::optional<Difference> first_difference(const ConfigTable& stored, const ConfigTable& given,
                                           const std::string& path);

std::optional<Difference> difference_at(const std::string& key, const ConfigValue* stored,
                                        const ConfigValue* given) {
  const auto* stored_table = stored ? std::get_if<ConfigTable>(&stored->data) : nullptr;
  const auto* given_table = given ? std::get_if<ConfigTable>(&given->data) : nullptr;
  if (stored_table && given_table) return first_difference(*stored_table, *given_table, key);
  if (!stored_table && !given_table && text_of(stored) == text_of(given)) return std::nullopt;
  return Difference{key, text_of(stored), text_of(given)};
}

std::optional<Difference> first_difference(const ConfigTable& stored, const ConfigTable& given,
                                           const std::string& path) {
  const auto key_of = [&](const std::string& name) {
    return path.empty() ? name : path + "." + name;
  };
  for (const auto& [name, value] : stored.items())
    if (auto difference = difference_at(key_of(name), &value, given.find(name))) return difference;
  for (const auto& [name, value] : given.items())
    if (!stored.find(name)) return difference_at(key_of(name), nullptr, &value);
  return std::nullopt;
}

ConfigTable without_tracking(ConfigTable config) {
  config.erase(tracking_key);
  return config;
}

}  // namespace

void require_same_config(const ConfigTable& stored, const ConfigTable& given,
                         const std::string& where) {
  if (const auto difference =
          first_difference(without_tracking(stored), without_tracking(given), ""))
    throw core::InvalidOptions(
        {.what = fmt::format("{} differs from what the folder was made with", difference->key),
         .got = difference->given,
         .expected = difference->stored,
         .where = where,
         .fix = "give the same recipe or choose another folder"});
}

void keep_latest_config(const std::filesystem::path& file, const ConfigTable& stored,
                        const ConfigTable& given) {
  const std::string text = core::to_toml(given);
  if (text != core::to_toml(stored)) core::write_file_atomically(file, text);
}

}  // namespace pinna::runs
