#include "pinna/study/recipe.h"

#include <utility>

namespace pinna::study {

Recipe parse_recipe(const core::ConfigTable& table) {
  // The feature comes first: its preset decides the defaults that single keys then override.
  Recipe defaults;
  defaults.feature = features::parse_feature(table.table("feature"), "feature");
  core::ConfigTable rest = table;
  rest.erase("feature");
  return core::parse_options(rest, defaults);
}

StudyRecipe read_recipe(const std::filesystem::path& path,
                        const std::vector<std::string>& overrides) {
  core::ConfigTable table = core::read_toml(path);
  for (const std::string& assignment : overrides) core::apply_override(table, assignment);
  const auto study = core::parse_options<StudyOptions>(table.table("study"), {}, "study");
  table.erase("study");
  return {.recipe = parse_recipe(table), .study = study};
}

core::ConfigTable to_config(const StudyRecipe& study) {
  core::ConfigTable table = core::to_config(study.recipe);
  core::ConfigTable runs = core::to_config(study.study);
  runs.erase("jobs");
  table.set("study", core::ConfigValue{std::move(runs)});
  return table;
}

}  // namespace pinna::study
