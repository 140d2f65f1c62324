#include "pinna/features/feature_options.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace pinna::features {
namespace {

bool is_stack(const core::ConfigValue& type) {
  const auto* name = std::get_if<std::string>(&type.data);
  return name && *name == StackOptions::type_name;
}

/// Calls for_stack() or for_channel() as `type` says; both return the same.
template <class ForStack, class ForChannel>
auto choose(const core::ConfigTable& table, const std::string& path, const ForStack& for_stack,
            const ForChannel& for_channel) {
  const core::ConfigValue* type = table.find("type");
  if (type && is_stack(*type)) return for_stack();
  const auto* name = type ? std::get_if<std::string>(&type->data) : nullptr;
  if (name) {
    std::vector<std::string> known = channel_names();
    known.emplace_back(StackOptions::type_name);
    if (std::ranges::find(known, *name) == known.end())
      core::throw_unknown_word(core::detail::join_path(path, "type"), type->origin, *name, known);
  }
  return for_channel();
}

}  // namespace

FeatureOptions parse_feature(const core::ConfigTable& table, const std::string& path) {
  return choose(
      table, path, [&]() -> FeatureOptions { return parse_stack(table, path); },
      [&] {
        return std::visit([](const auto& chosen) -> FeatureOptions { return chosen; },
                          parse_channel(table, path));
      });
}

std::vector<FeatureSetting> explain_feature(const core::ConfigTable& table,
                                            const std::string& path) {
  return choose(
      table, path, [&] { return explain_stack(table, path); },
      [&] { return explain_channel(table, path); });
}

std::vector<FeatureDescription> describe_features() {
  std::vector<FeatureDescription> features = describe_channels();
  features.push_back(describe_stacks());
  return features;
}

}  // namespace pinna::features

template <>
void pinna::core::detail::parse_table(pinna::features::FeatureOptions& options,
                                      const pinna::core::ConfigTable& table,
                                      const std::string& path) {
  options = pinna::features::parse_feature(table, path);
}

template <>
pinna::core::ConfigTable pinna::core::detail::table_of(
    const pinna::features::FeatureOptions& options) {
  return std::visit(
      []<class A>(const A& chosen) {
        if constexpr (std::is_same_v<A, pinna::features::StackOptions>) {
          ConfigTable table;
          table.set("type", ConfigValue{std::string(A::type_name)});
          return merged(std::move(table), to_config(chosen));
        } else {
          return to_config(pinna::features::ChannelOptions(chosen));
        }
      },
      options);
}
