#include "apps/cli/torch/recipe_arguments.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace pinna::cli {

void RecipeArguments::add_to(CLI::App& app) {
  app.add_option("RECIPE", recipe, "the recipe, a TOML file")->required();
  app.add_option("--data", data, "folder of the data set; sets data.root");
  app.add_option("--sources", sources,
                 "of soundscapes: folder of the clips that they were made of; sets data.sources");
  app.add_flag("--unsafe", unsafe,
               "accept folds that separate takes of one recording; every output says so");
  app.add_option("--set", overrides, "override one option: key.path=value")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

study::StudyRecipe RecipeArguments::read() const {
  std::vector<std::string> all;
  // A JSON string is a TOML string too, so any path survives.
  if (!data.empty()) all.push_back("data.root=" + nlohmann::json(data).dump());
  if (!sources.empty()) all.push_back("data.sources=" + nlohmann::json(sources).dump());
  if (unsafe) all.push_back("split.groups=unsafe");
  all.insert(all.end(), overrides.begin(), overrides.end());
  return study::read_recipe(recipe, all);
}

void RunRecipeArguments::add_to(CLI::App& app) {
  recipe.add_to(app);
  app.add_option("--arm", arm, "an arm of the study; else the recipe itself");
  app.add_option("--fold", fold, "the fold that is held out");
  app.add_option("--seed", seed, "of weights, order and augmentation");
}

study::Recipe RunRecipeArguments::read() const {
  const study::StudyRecipe study = recipe.read();
  study::Recipe chosen = arm.empty() ? study.recipe : study.arm(arm);
  if (fold) chosen.fold = *fold;
  if (seed) chosen.seed = *seed;
  return chosen;
}

}  // namespace pinna::cli
