// Whether the arms of a study can be trained and compared.
#pragma once

#include "pinna/study/recipe.h"

namespace pinna::study {

/// Features, data, folds and the runs that arms build on: throws what every worker would have
/// thrown later. InvalidOptions too if an arm tests other clips or scenes than the first one that
/// answers the same question, for then their results cannot be compared one by one.
void check_arms(const StudyRecipe& study);

}  // namespace pinna::study
