// Networks that are trained already, made into a detector of events.
#pragma once

#include "pinna/runs/run_folder.h"
#include "pinna/study/recipe.h"
#include "pinna/study/run_loaders.h"
#include "pinna/study/train_run.h"

namespace pinna::study {

/// Copies the networks that recipe.combine names into the run and tunes the decoding on the data's
/// validation scenes. MissingInput for runs that are not there or not trained to their end,
/// InvalidOptions for runs that may have heard this run's test scenes or know other classes.
void train_combination(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                       const training::FitHooks& hooks, const OnWarning& on_warning);

}  // namespace pinna::study
