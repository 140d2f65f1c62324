// Which feature or stack of features, with which settings: read from a recipe or the command line.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/core/options.h"
#include "pinna/features/channel_options.h"
#include "pinna/features/stack_options.h"

namespace pinna::features {

/// A variant with one more alternative.
template <class Variant, class Added>
struct Extended;
template <class... Alternatives, class Added>
struct Extended<std::variant<Alternatives...>, Added> {
  using type = std::variant<Alternatives..., Added>;
};

/// One alternative for each single feature, and the stack of several.
using FeatureOptions = Extended<ChannelOptions, StackOptions>::type;

/// As parse_channel; `type = "stack"` as parse_stack.
FeatureOptions parse_feature(const core::ConfigTable& table, const std::string& path = "feature");

/// Every setting that parse_feature would give, and where it came from; same errors.
std::vector<FeatureSetting> explain_feature(const core::ConfigTable& table,
                                            const std::string& path = "feature");

/// Every feature and its presets, for `pinna features list`.
std::vector<FeatureDescription> describe_features();

}  // namespace pinna::features

// How core reads and writes them: from the preset, not from present values. Compiled once.
template <>
void pinna::core::detail::parse_table(pinna::features::FeatureOptions& options,
                                      const pinna::core::ConfigTable& table,
                                      const std::string& path);
template <>
pinna::core::ConfigTable pinna::core::detail::table_of(
    const pinna::features::FeatureOptions& options);
