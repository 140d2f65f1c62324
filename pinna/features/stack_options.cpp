#include "pinna/features/stack_options.h"

#include <algorithm>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/features/named_stacks.h"

namespace pinna::features {
namespace {

using core::detail::join_path;

/// The keys of a stack that are not settings of its channels.
constexpr std::array<std::string_view, 5> own_keys{"type", "preset", "channels", "bins", "fit"};

bool is_own(std::string_view key) {
  return std::ranges::find(own_keys, key) != own_keys.end();
}

std::string channel_path(const std::string& path, size_t channel) {
  return fmt::format("{}[{}]", join_path(path, "channels"), channel);
}

/// The channels as tables. InvalidOptions where they are anything else.
std::vector<core::ConfigTable> channel_tables(const core::ConfigTable& stack,
                                              const std::string& path) {
  std::vector<core::ConfigTable> tables;
  const core::ConfigValue& value = *stack.find("channels");
  const auto* array = std::get_if<core::ConfigArray>(&value.data);
  if (!array) core::throw_wrong_type(join_path(path, "channels"), value, "an array of tables");
  for (const core::ConfigValue& item : *array) {
    const auto* table = std::get_if<core::ConfigTable>(&item.data);
    if (!table) core::throw_wrong_type(channel_path(path, tables.size()), item, "a table");
    tables.push_back(*table);
  }
  return tables;
}

int64_t sample_rate_of(const core::ConfigTable& table) {
  const core::ConfigValue* value = table.find("sample_rate");
  const auto* rate = value ? std::get_if<int64_t>(&value->data) : nullptr;
  return rate ? *rate : SpectrumOptions{}.sample_rate;
}

const NamedStack& find_stack(const core::ConfigTable& table, const std::string& path) {
  const core::ConfigValue fallback{std::string(default_stack), table.origin};
  const core::ConfigValue* preset = table.find("preset");
  if (!preset) preset = &fallback;
  const auto* name = std::get_if<std::string>(&preset->data);
  if (!name) core::throw_wrong_type(join_path(path, "preset"), *preset, "a string");
  std::vector<std::string> known;
  for (const NamedStack& stack : named_stacks()) {
    if (stack.name == *name) return stack;
    known.emplace_back(stack.name);
  }
  core::throw_unknown_word(join_path(path, "preset"), preset->origin, *name, known);
}

/// The table with the channels of the named stack, where it names one or has no channels.
core::ConfigTable with_channels(const core::ConfigTable& table, const std::string& path) {
  const core::ConfigValue* channels = table.find("channels");
  if (channels && table.find("preset"))
    throw core::InvalidOptions({.what = join_path(path, "channels"),
                                .got = "channels and a preset",
                                .expected = "one of them",
                                .where = channels->origin.to_string(),
                                .fix = "leave out preset, or the channels"});
  if (channels) return table;
  return merged(find_stack(table, path).table(sample_rate_of(table)), table);
}

/// Gives a setting of the stack to the channels that have it and do not set it themselves.
void share(const std::string& key, const core::ConfigValue& value,
           std::vector<core::ConfigTable>& channels, const std::string& path) {
  std::vector<std::string> known{"channels", "bins", "fit"};
  bool is_known = false, is_taken = false;
  for (size_t i = 0; i < channels.size(); ++i)
    for (const std::string& name : channel_keys(channels[i], channel_path(path, i))) {
      if (std::ranges::find(known, name) == known.end()) known.push_back(name);
      if (name != key) continue;
      is_known = true;
      if (channels[i].find(key)) continue;
      channels[i].set(key, value);
      is_taken = true;
    }
  if (!is_known) core::throw_unknown_key(path, value.origin, key, known);
  if (!is_taken)
    throw core::InvalidOptions({.what = join_path(path, key),
                                .got = core::to_toml_text(value),
                                .expected = "a setting that some channel leaves open",
                                .where = value.origin.to_string(),
                                .fix = "change it in the channels, which all set it themselves"});
}

/// The stack as if every setting had been written in its channels: channels, bins and fit.
core::ConfigTable expanded(const core::ConfigTable& written, const std::string& path) {
  const core::ConfigTable table = with_channels(written, path);
  std::vector<core::ConfigTable> channels = channel_tables(table, path);
  core::ConfigTable stack(table.origin);
  for (const auto& [key, value] : table.items()) {
    if (!is_own(key)) share(key, value, channels, path);
    if (key == "bins" || key == "fit") stack.set(key, value);
  }
  core::ConfigArray items;
  for (core::ConfigTable& channel : channels) {
    const core::Origin origin = channel.origin;
    items.push_back({std::move(channel), origin});
  }
  stack.set("channels", {std::move(items), table.find("channels")->origin});
  return stack;
}

StackOptions parse_expanded(const core::ConfigTable& stack, const std::string& path) {
  StackOptions options = core::parse_options(stack, StackOptions{}, path);
  try {
    resolved(options);
  } catch (const core::InvalidOptions& error) {
    core::ErrorParts parts = error.parts();
    parts.what = join_path(path, parts.what);
    parts.where = stack.find("channels")->origin.to_string();
    throw core::InvalidOptions(std::move(parts));
  }
  return options;
}

/// InvalidOptions unless the resolved channels have the same value of `key`.
void require_common(const std::vector<ChannelOptions>& channels, std::string_view key) {
  std::string expected;
  for (size_t i = 0; i < channels.size(); ++i) {
    const core::ConfigTable table = core::to_config(channels[i]);
    const core::ConfigValue* value = table.find(key);
    if (!value) continue;
    const std::string got = core::to_toml_text(*value);
    if (expected.empty()) expected = got;
    if (got == expected) continue;
    throw core::InvalidOptions(
        {.what = fmt::format("channels[{}].{}", i, key),
         .got = got,
         .expected = fmt::format("{}, as in the channels before it", expected),
         .fix = fmt::format("give {} once, as a setting of the stack", key)});
  }
}

}  // namespace

StackOptions parse_stack(const core::ConfigTable& table, const std::string& path) {
  return parse_expanded(expanded(table, path), path);
}

std::vector<FeatureSetting> explain_stack(const core::ConfigTable& table, const std::string& path) {
  const core::ConfigTable stack = expanded(table, path);
  const core::ConfigTable values = core::to_config(parse_expanded(stack, path));
  const std::string preset =
      table.find("channels") ? "default" : fmt::format("stack {}", find_stack(table, path).name);
  const auto origin_of = [&](const core::ConfigTable& holder, std::string_view key) {
    const core::ConfigValue* value = holder.find(key);
    const std::string origin = value ? value->origin.to_string() : "default";
    return origin.empty() ? preset : origin;
  };

  std::vector<FeatureSetting> settings;
  const std::vector<core::ConfigTable> channels = channel_tables(stack, path);
  for (size_t i = 0; i < channels.size(); ++i) {
    const core::ConfigValue type = channels[i].find("type")
                                       ? *channels[i].find("type")
                                       : core::ConfigValue{std::string(default_feature)};
    settings.push_back({.name = fmt::format("channels[{}].type", i),
                        .value = core::to_toml_text(type),
                        .origin = origin_of(channels[i], "type"),
                        .meaning = "the feature"});
    for (FeatureSetting& row : explain_channel(channels[i], channel_path(path, i))) {
      if (row.origin.empty()) row.origin = preset;
      row.name = fmt::format("channels[{}].{}", i, row.name);
      settings.push_back(std::move(row));
    }
  }
  for (const core::FieldDescription& field : core::describe_fields<StackOptions>())
    if (field.name != "channels")
      settings.push_back({.name = field.name,
                          .value = core::to_toml_text(*values.find(field.name)),
                          .origin = origin_of(stack, field.name),
                          .meaning = field.meaning});
  return settings;
}

FeatureDescription describe_stacks() {
  FeatureDescription stacks{.name = std::string(StackOptions::type_name),
                            .meaning = std::string(StackOptions::meaning)};
  const std::vector<std::string> names = channel_names();
  for (const NamedStack& stack : named_stacks()) {
    const auto channels = channel_tables(stack.table(SpectrumOptions{}.sample_rate), "");
    const bool is_complete = std::ranges::all_of(channels, [&](const core::ConfigTable& channel) {
      const auto& type = std::get<std::string>(channel.find("type")->data);
      return std::ranges::find(names, type) != names.end();
    });
    if (is_complete)
      stacks.presets.push_back({std::string(stack.name), std::string(stack.meaning)});
  }
  return stacks;
}

StackOptions resolved(StackOptions options) {
  core::check_options(options);
  if (options.channels.empty())
    throw core::InvalidOptions({.what = "channels",
                                .got = "none",
                                .expected = "one or more tables",
                                .fix = "name a stack with preset, or write [[feature.channels]]"});
  for (ChannelOptions& channel : options.channels) channel = resolved_channel(channel);
  require_common(options.channels, "sample_rate");
  require_common(options.channels, "hop_length");
  return options;
}

}  // namespace pinna::features
