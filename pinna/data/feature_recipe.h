// The tables of a recipe that decide on features: [data], [input] and [feature].
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "pinna/core/config.h"
#include "pinna/data/clip_input.h"
#include "pinna/data/dataset_options.h"
#include "pinna/features/feature_options.h"

namespace pinna::data {

struct FeatureRecipe {
  DatasetOptions data = Esc50Options{};
  ClipInputOptions input = {};
  features::FeatureOptions feature = {};
  bool operator==(const FeatureRecipe&) const = default;
};

/// Reads the three tables of `recipe` and takes the clips from `root`, whatever the recipe says of
/// their place; without a table [data] from what guess_dataset makes of it. The other tables and
/// keys of a training recipe are passed over unread. InvalidOptions with the place for unknown keys
/// and wrong values.
FeatureRecipe parse_feature_recipe(const core::ConfigTable& recipe,
                                   const std::filesystem::path& root);

/// XXH3-128 of everything but the audio that decides the numbers: every option of input and
/// feature, and features::feature_version.
std::string settings_hash(const FeatureRecipe& recipe);

}  // namespace pinna::data
