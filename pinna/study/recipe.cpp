#include "pinna/study/recipe.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <variant>

#include "pinna/core/error.h"

namespace pinna::study {
namespace {

/// Paths of the data as they are from any folder.
struct MakeAbsolute {
  static void apply(std::string& path) {
    if (!path.empty()) path = std::filesystem::absolute(path).lexically_normal().string();
  }
  void operator()(data::Esc50Options& data) const { apply(data.root); }
  void operator()(data::CsvTableOptions& data) const {
    apply(data.table);
    apply(data.root);
  }
  void operator()(data::AudioFolderOptions& data) const { apply(data.root); }
};

template <class T>
void require_distinct(std::vector<T> values, const std::string& key, const core::Origin& origin) {
  std::sort(values.begin(), values.end());
  if (!values.empty() && std::adjacent_find(values.begin(), values.end()) == values.end()) return;
  throw core::InvalidOptions({.what = key,
                              .got = values.empty() ? "no value" : "a value twice",
                              .expected = "one or more different values",
                              .where = origin.to_string()});
}

}  // namespace

Recipe parse_recipe(const core::ConfigTable& table) {
  return core::parse_options<Recipe>(table);
}

StudyRecipe read_recipe(const std::filesystem::path& path,
                        const std::vector<std::string>& overrides) {
  core::ConfigTable table = core::read_toml(path);
  for (const std::string& assignment : overrides) core::apply_override(table, assignment);
  const auto study = core::parse_options<StudyOptions>(table.table("study"), {}, "study");
  require_distinct(study.folds, "study.folds", table.table("study").origin);
  require_distinct(study.seeds, "study.seeds", table.table("study").origin);
  table.erase("study");
  Recipe recipe = parse_recipe(table);
  tracking::require_valid(recipe.tracking);
  std::visit(MakeAbsolute{}, recipe.data);
  return {.recipe = std::move(recipe), .study = study};
}

core::ConfigTable to_config(const StudyRecipe& study) {
  core::ConfigTable table = core::to_config(study.recipe);
  core::ConfigTable runs = core::to_config(study.study);
  runs.erase("jobs");
  table.set("study", core::ConfigValue{std::move(runs)});
  return table;
}

}  // namespace pinna::study
