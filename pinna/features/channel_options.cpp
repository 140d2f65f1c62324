#include "pinna/features/channel_options.h"

#include <algorithm>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/options.h"

namespace pinna::features {
namespace {

/// Calls visit(std::type_identity<A>{}) for each alternative of ChannelOptions.
template <class Visit, class... Alternatives>
void for_each(std::type_identity<std::variant<Alternatives...>>, Visit&& visit) {
  (visit(std::type_identity<Alternatives>{}), ...);
}
template <class Visit>
void for_each_feature(Visit&& visit) {
  for_each(std::type_identity<ChannelOptions>{}, std::forward<Visit>(visit));
}

/// The text of `key` and its place, or the fallback and no place.
std::pair<std::string, core::Origin> word(const core::ConfigTable& table, std::string_view key,
                                          std::string_view fallback, const std::string& path) {
  const core::ConfigValue* value = table.find(key);
  if (!value) return {std::string(fallback), table.origin};
  const auto* text = std::get_if<std::string>(&value->data);
  if (!text) core::throw_wrong_type(core::detail::join_path(path, key), *value, "a string");
  return {*text, value->origin};
}

template <class Options>
const Preset<Options>& find_preset(const core::ConfigTable& table, const std::string& path) {
  const auto [name, origin] = word(table, "preset", default_preset, path);
  std::vector<std::string> known;
  for (const Preset<Options>& preset : Options::presets()) {
    if (preset.name == name) return preset;
    known.emplace_back(preset.name);
  }
  core::throw_unknown_word(core::detail::join_path(path, "preset"), origin, name, known);
}

/// The table without the keys that select rather than set.
core::ConfigTable settings_of(core::ConfigTable table) {
  table.erase("type");
  table.erase("preset");
  return table;
}

/// The place of the first named setting, so that a contradiction can point into the file.
std::string place_of(const core::ConfigTable& table, const std::string& key) {
  const core::ConfigValue* value = table.find(key);
  return (value ? value->origin : table.origin).to_string();
}

template <class Options>
Options parse_alternative(const core::ConfigTable& table, const std::string& path) {
  const core::ConfigTable settings = settings_of(table);
  const Options options =
      core::parse_options(settings, find_preset<Options>(table, path).options, path);
  try {
    resolved(options);
  } catch (const core::InvalidOptions& error) {
    core::ErrorParts parts = error.parts();
    parts.where = place_of(table, parts.what);
    parts.what = core::detail::join_path(path, parts.what);
    throw core::InvalidOptions(std::move(parts));
  }
  return options;
}

/// Calls visit with the alternative that `type` names.
template <class Visit>
void select_feature(const core::ConfigTable& table, const std::string& path, Visit&& visit) {
  const auto [name, origin] = word(table, "type", default_feature, path);
  bool found = false;
  std::vector<std::string> known;
  for_each_feature([&]<class A>(std::type_identity<A> alternative) {
    known.emplace_back(A::type_name);
    if (A::type_name != name) return;
    found = true;
    visit(alternative);
  });
  if (!found) core::throw_unknown_word(core::detail::join_path(path, "type"), origin, name, known);
}

template <class Options>
std::vector<FeatureSetting> explain_alternative(const core::ConfigTable& table,
                                                const std::string& path) {
  const Options options = parse_alternative<Options>(table, path);
  const core::ConfigTable written = core::to_config(options);
  const core::ConfigTable effective = core::to_config(resolved(options));
  const std::string preset = fmt::format("preset {}", find_preset<Options>(table, path).name);

  std::vector<FeatureSetting> settings;
  for (const core::FieldDescription& field : core::describe_fields<Options>()) {
    FeatureSetting row{.name = field.name, .meaning = field.meaning};
    row.value = core::to_toml_text(*written.find(field.name));
    const std::string used = core::to_toml_text(*effective.find(field.name));
    if (used != row.value) row.value += fmt::format(" ({})", used);
    const core::ConfigValue* own = table.find(field.name);
    row.origin = own ? own->origin.to_string() : preset;
    settings.push_back(std::move(row));
  }
  return settings;
}

}  // namespace

ChannelOptions parse_channel(const core::ConfigTable& table, const std::string& path) {
  ChannelOptions options;
  select_feature(table, path, [&]<class A>(std::type_identity<A>) {
    options = parse_alternative<A>(table, path);
  });
  return options;
}

ChannelOptions resolved_channel(const ChannelOptions& options) {
  return std::visit([](const auto& chosen) -> ChannelOptions { return resolved(chosen); }, options);
}

std::string channel_name(const ChannelOptions& options) {
  return std::visit([]<class A>(const A&) { return std::string(A::type_name); }, options);
}

std::vector<std::string> channel_names() {
  std::vector<std::string> names;
  for_each_feature([&]<class A>(std::type_identity<A>) { names.emplace_back(A::type_name); });
  return names;
}

std::vector<std::string> channel_keys(const core::ConfigTable& table, const std::string& path) {
  std::vector<std::string> keys;
  select_feature(table, path, [&]<class A>(std::type_identity<A>) {
    for (const core::FieldDescription& field : core::describe_fields<A>())
      keys.push_back(field.name);
  });
  return keys;
}

std::vector<FeatureSetting> explain_channel(const core::ConfigTable& table,
                                            const std::string& path) {
  std::vector<FeatureSetting> settings;
  select_feature(table, path, [&]<class A>(std::type_identity<A>) {
    settings = explain_alternative<A>(table, path);
  });
  return settings;
}

std::vector<FeatureDescription> describe_channels() {
  std::vector<FeatureDescription> features;
  for_each_feature([&]<class A>(std::type_identity<A>) {
    FeatureDescription feature{.name = std::string(A::type_name),
                               .meaning = std::string(A::meaning)};
    for (const Preset<A>& preset : A::presets())
      feature.presets.push_back({std::string(preset.name), std::string(preset.meaning)});
    features.push_back(std::move(feature));
  });
  return features;
}

}  // namespace pinna::features

template <>
void pinna::core::detail::parse_table(pinna::features::ChannelOptions& options,
                                      const pinna::core::ConfigTable& table,
                                      const std::string& path) {
  options = pinna::features::parse_channel(table, path);
}

template <>
pinna::core::ConfigTable pinna::core::detail::table_of(
    const pinna::features::ChannelOptions& options) {
  ConfigTable table;
  table.set("type", ConfigValue{pinna::features::channel_name(options)});
  return std::visit([&](const auto& chosen) { return merged(table, to_config(chosen)); }, options);
}
