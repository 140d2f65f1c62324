#include "pinna/study/arm_changes.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/runs/study_plan.h"

namespace pinna::study {
namespace {

using core::ConfigTable;
using core::ConfigValue;

/// Keys that are the same in every arm, or that the study sets.
constexpr std::array<std::string_view, 4> kKeysOfTheStudy{"name", "fold", "seed", "study"};

const ConfigTable& table_in(const std::string& key, const ConfigValue& value) {
  if (const auto* table = std::get_if<ConfigTable>(&value.data)) return *table;
  throw core::InvalidOptions({.what = key,
                              .got = core::kind_name(value),
                              .expected = "a table",
                              .where = value.origin.to_string(),
                              .fix = fmt::format("write it as [{}] with keys of a recipe", key)});
}

/// The entries of a table of tables, which must not be empty.
std::vector<std::pair<std::string, ConfigTable>> entries_of(const std::string& key,
                                                            const ConfigValue& value) {
  std::vector<std::pair<std::string, ConfigTable>> entries;
  for (const auto& [name, item] : table_in(key, value).items())
    entries.emplace_back(name, table_in(key + "." + name, item));
  if (entries.empty())
    throw core::InvalidOptions({.what = key,
                                .got = "nothing below it",
                                .expected = "at least one table",
                                .where = value.origin.to_string(),
                                .fix = fmt::format("add [{}.NAME] or leave {} out", key, key)});
  return entries;
}

void require_name(const std::string& key, const std::string& name, const core::Origin& origin) {
  if (runs::is_arm_name(name)) return;
  throw core::InvalidOptions({.what = fmt::format("name below {}", key),
                              .got = fmt::format("\"{}\"", name),
                              .expected = std::string(runs::arm_name_rule),
                              .where = origin.to_string(),
                              .fix = "rename it: the runs' folder is called so"});
}

void require_keys_of_an_arm(const std::string& key, const ConfigTable& changes) {
  for (const std::string_view fixed : kKeysOfTheStudy)
    if (const ConfigValue* value = changes.find(fixed))
      throw core::InvalidOptions({.what = fmt::format("{}.{}", key, fixed),
                                  .got = "a key that all arms share",
                                  .expected = "keys that change the method",
                                  .where = value->origin.to_string(),
                                  .fix = "set it for the whole study"});
}

std::vector<ArmChanges> listed_arms(const ConfigValue& value) {
  const std::string key = fmt::format("study.{}", arms_key);
  std::vector<ArmChanges> arms;
  for (auto& [name, changes] : entries_of(key, value)) {
    require_name(key, name, changes.origin);
    require_keys_of_an_arm(key + "." + name, changes);
    arms.push_back({name, {std::move(changes)}});
  }
  return arms;
}

/// Every arm so far with every level of one more factor.
std::vector<ArmChanges> crossed(const std::vector<ArmChanges>& arms, const std::string& key,
                                const ConfigValue& factor) {
  const auto levels = entries_of(key, factor);
  for (const auto& [level, changes] : levels) {
    require_name(key, level, changes.origin);
    require_keys_of_an_arm(key + "." + level, changes);
  }
  std::vector<ArmChanges> result;
  for (const ArmChanges& arm : arms)
    for (const auto& [level, changes] : levels) {
      result.push_back(arm);
      result.back().name += (arm.name.empty() ? "" : "+") + level;
      result.back().changes.push_back(changes);
    }
  return result;
}

void require_distinct_names(const std::vector<ArmChanges>& arms, const core::Origin& origin) {
  std::vector<std::string> names;
  for (const ArmChanges& arm : arms) names.push_back(arm.name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice == names.end()) return;
  throw core::InvalidOptions({.what = "name of an arm",
                              .got = fmt::format("\"{}\" twice", *twice),
                              .expected = "levels whose names make different arms",
                              .where = origin.to_string(),
                              .fix = "rename a level"});
}

std::vector<ArmChanges> crossed_factors(const ConfigValue& value) {
  const std::string key = fmt::format("study.{}", factors_key);
  std::vector<ArmChanges> arms{{}};
  for (const auto& [name, factor] : entries_of(key, value))
    arms = crossed(arms, key + "." + name, {factor, factor.origin});
  require_distinct_names(arms, value.origin);
  return arms;
}

std::string text_of(const ConfigValue* value) {
  return value ? core::to_toml_text(*value) : std::string();
}

/// The table at `key`, or an empty one.
ConfigTable table_or_empty(const ConfigTable& table, std::string_view key) {
  const ConfigValue* value = table.find(key);
  const auto* below = value ? std::get_if<ConfigTable>(&value->data) : nullptr;
  return below ? *below : ConfigTable(table.origin);
}

ConfigTable changed(ConfigTable written, const ConfigTable& resolved, const ConfigTable& changes) {
  for (const auto& [key, value] : changes.items()) {
    const auto* change = std::get_if<ConfigTable>(&value.data);
    const ConfigTable present = table_or_empty(resolved, key);
    const bool replaces = !change || (change->find("type") && text_of(change->find("type")) !=
                                                                  text_of(present.find("type")));
    written.set(key, replaces ? value
                              : ConfigValue{changed(table_or_empty(written, key), present, *change),
                                            value.origin});
  }
  return written;
}

}  // namespace

std::vector<ArmChanges> read_arms(const ConfigTable& study) {
  const ConfigValue* arms = study.find(arms_key);
  const ConfigValue* factors = study.find(factors_key);
  if (arms && factors)
    throw core::InvalidOptions({.what = "study",
                                .got = "arms and factors",
                                .expected = "one of the two",
                                .where = factors->origin.to_string(),
                                .fix = "write one factor instead of the arms, or each arm out"});
  if (arms) return listed_arms(*arms);
  if (factors) return crossed_factors(*factors);
  return {};
}

ConfigTable with_changes(ConfigTable written, const ArmChanges& arm, const Resolve& resolve) {
  for (const ConfigTable& changes : arm.changes)
    written = changed(written, resolve(written), changes);
  return written;
}

ConfigTable changes_between(const ConfigTable& before, const ConfigTable& after) {
  ConfigTable changes;
  for (const auto& [key, value] : after.items()) {
    if (key == "name") continue;
    const ConfigValue* old = before.find(key);
    const auto* table = std::get_if<ConfigTable>(&value.data);
    const auto* old_table = old ? std::get_if<ConfigTable>(&old->data) : nullptr;
    if (table && old_table && text_of(table->find("type")) == text_of(old_table->find("type"))) {
      if (ConfigTable below = changes_between(*old_table, *table); !below.empty())
        changes.set(key, {std::move(below)});
    } else if (!old || text_of(old) != text_of(&value)) {
      changes.set(key, value);
    }
  }
  return changes;
}

}  // namespace pinna::study
