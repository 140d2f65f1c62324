// What a reader must know before believing the numbers of a recipe, known before it is trained.
#pragma once

#include <string>
#include <vector>

#include "pinna/data/split.h"
#include "pinna/study/recipe.h"

namespace pinna::study {

/// Sentences about the data (as their reader warns), about the split (sources in several parts,
/// untested classes, a test part too small to compare anything) and about the optimisation (a
/// schedule that ends after the training, features that are not standardised). Empty: none known.
std::vector<std::string> weaknesses_of(const Recipe& recipe, const data::ClipTable& table,
                                       const data::Split& split);
/// The same for the recipe's data set and its fold; throws as reading and splitting them does.
std::vector<std::string> weaknesses_of(const Recipe& recipe);

}  // namespace pinna::study
