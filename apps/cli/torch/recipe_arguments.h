// The arguments that every command which reads a recipe has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pinna/study/recipe.h"

namespace CLI {
class App;
}

namespace pinna::cli {

struct RecipeArguments {
  std::string recipe;
  std::string data;
  std::string sources;
  bool unsafe = false;
  std::vector<std::string> overrides;

  void add_to(CLI::App& app);
  /// The recipe with --data and --set applied.
  study::StudyRecipe read() const;
};

/// The same for one run: which arm of a study, fold and seed.
struct RunRecipeArguments {
  RecipeArguments recipe;
  std::string arm;
  std::optional<int64_t> fold;
  std::optional<uint64_t> seed;

  void add_to(CLI::App& app);
  study::Recipe read() const;
};

}  // namespace pinna::cli
