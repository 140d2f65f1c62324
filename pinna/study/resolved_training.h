// The training options of a run that may be a continued one.
#pragma once

#include "pinna/runs/run_folder.h"
#include "pinna/study/recipe.h"

namespace pinna::study {

/// The recipe's, with what the run's first process decided: threads and precision round
/// differently, so a resumed run keeps them.
training::TrainingOptions resolved_training(const Recipe& recipe, const runs::RunFolder& run);

}  // namespace pinna::study
