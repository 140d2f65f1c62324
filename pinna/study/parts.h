// The trained runs that a recipe builds on: what it combines, begins with or is told by.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pinna/runs/run_folder.h"
#include "pinna/study/recipe.h"
#include "pinna/study/run_loaders.h"

namespace pinna::study {

enum class PartKind { detector, tagger, any };

struct Part {
  std::string key = "";  ///< of the recipe: "combine.detector"
  /// Its run: a folder in which {fold} and {seed} stand for those of the run that builds on it, or
  /// "@ARM", the run of the same fold and seed of another arm of the study.
  std::string run = "";
  PartKind kind = PartKind::any;
};

/// Calls visit(key, run, kind) for each key of the recipe that names a run, empty ones too.
template <class AnyRecipe, class Visit>
void visit_parts(AnyRecipe& recipe, const Visit& visit) {
  std::visit(
      [&](auto& combination) {
        if constexpr (requires { combination.detector; })
          visit("combine.detector", combination.detector, PartKind::detector);
        if constexpr (requires { combination.second; })
          visit("combine.second", combination.second, PartKind::detector);
        if constexpr (requires { combination.tagger; })
          visit("combine.tagger", combination.tagger, PartKind::tagger);
      },
      recipe.combine);
  visit("transfer.from", recipe.transfer.from, PartKind::any);
  visit("condition.tagger", recipe.condition.tagger, PartKind::tagger);
}

/// Those that are named.
std::vector<Part> parts_of(const Recipe& recipe);
/// The one of that key, which must be named.
Part part_of(const Recipe& recipe, std::string_view key);

/// The arm of the same study that the part is a run of; empty for a folder.
std::string arm_of(const Part& part);
/// Arms of the same study whose runs must be done before the recipe's can begin.
std::vector<std::string> arms_before(const Recipe& recipe);

/// The part's folder, of which the run in the folder `run` is built. MissingInput if it is not
/// there or not trained to its end.
runs::RunFolder open_part(const Part& part, const Recipe& recipe, const std::filesystem::path& run);

/// The file of the part's network: of a joint run the one of that kind.
std::filesystem::path network_of(const Part& part, const runs::RunFolder& folder);

/// InvalidOptions naming `where` if a run of `of_part` is of another kind or holds out another fold
/// than `recipe`.
void require_fitting_part(const Part& part, const Recipe& of_part, const Recipe& recipe,
                          const std::string& where);

/// The same for every part that is a folder, opened; for the parts that are arms of `study`, their
/// recipes. InvalidOptions too for an arm that is not there and for arms that wait for one another.
void check_parts(const Recipe& recipe, const StudyRecipe& study);

/// Every part, opened: InvalidOptions too for a detector that was trained on other scenes and for a
/// classifier that was trained on a clip which sounds in this run's test.
void require_unheard_parts(const runs::RunFolder& run, const Recipe& recipe, const RunData& data);

}  // namespace pinna::study
