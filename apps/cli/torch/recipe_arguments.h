// The arguments that every command which reads a recipe has.
#pragma once

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
  bool unsafe = false;
  std::vector<std::string> overrides;

  void add_to(CLI::App& app);
  /// The recipe with --data and --set applied.
  study::StudyRecipe read() const;
};

}  // namespace pinna::cli
