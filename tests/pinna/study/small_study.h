// A data set and a recipe small enough to train in a second.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pinna/study/recipe.h"

namespace pinna::test {

/// Writes 2 classes (a low and a high tone in noise) x 2 folds x 6 clips of half a second below
/// `folder` and returns a recipe that trains a narrow network on them for three epochs.
study::Recipe small_recipe(const std::filesystem::path& folder);

/// A study of `recipe` with keys of its table [study]: "folds=[1]", "arms.a={}",
/// "arms.b.feature.n_mels=16".
study::StudyRecipe study_of(const study::Recipe& recipe, const std::vector<std::string>& keys);

}  // namespace pinna::test
