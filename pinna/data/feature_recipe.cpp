#include "pinna/data/feature_recipe.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/hash.h"
#include "pinna/core/options.h"
#include "pinna/data/read_dataset.h"
#include "pinna/features/feature_version.h"

namespace pinna::data {
namespace {

constexpr std::array<std::string_view, 3> read_keys{"data", "input", "feature"};
constexpr std::array<std::string_view, 16> training_keys{
    "name",          "fold",       "seed",     "split",    "standardize", "augment",
    "scene_augment", "model",      "combine",  "transfer", "condition",   "joint",
    "training",      "evaluation", "tracking", "study"};

void require_known_keys(const core::ConfigTable& recipe) {
  std::vector<std::string> known(read_keys.begin(), read_keys.end());
  known.insert(known.end(), training_keys.begin(), training_keys.end());
  for (const auto& [key, value] : recipe.items())
    if (std::find(known.begin(), known.end(), key) == known.end())
      core::throw_unknown_key("", value.origin, key, known);
}

struct SetRoot {
  const std::filesystem::path& root;
  void operator()(Esc50Options& options) const { options.root = root.string(); }
  void operator()(SoundscapeFolderOptions& options) const { options.root = root.string(); }
  void operator()(AudioFolderOptions& options) const { options.root = root.string(); }
  /// A table may be named itself, or by the recipe as a file below the folder.
  void operator()(CsvTableOptions& options) const {
    if (std::filesystem::is_directory(root)) {
      options.root = root.string();
      options.table = (root / options.table).string();
    } else {
      options.table = root.string();
    }
  }
};

}  // namespace

FeatureRecipe parse_feature_recipe(const core::ConfigTable& recipe,
                                   const std::filesystem::path& root) {
  require_known_keys(recipe);
  FeatureRecipe parsed;
  if (recipe.find("data")) {
    parsed.data = core::parse_options(recipe.table("data"), parsed.data, "data");
    std::visit(SetRoot{root}, parsed.data);
  } else {
    parsed.data = guess_dataset(root);
  }
  parsed.input = core::parse_options(recipe.table("input"), parsed.input, "input");
  parsed.feature = features::parse_feature(recipe.table("feature"), "feature");
  return parsed;
}

std::string settings_hash(const FeatureRecipe& recipe) {
  return core::xxh3_hex(fmt::format("feature_version = {}\n[input]\n{}[feature]\n{}",
                                    features::feature_version,
                                    core::to_toml(core::to_config(recipe.input)),
                                    core::to_toml(core::to_config(recipe.feature))));
}

}  // namespace pinna::data
