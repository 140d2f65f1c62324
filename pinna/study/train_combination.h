// Networks that are trained already, made into a detector of events.
#pragma once

#include "pinna/runs/run_folder.h"
#include "pinna/study/recipe.h"
#include "pinna/study/run_loaders.h"
#include "pinna/study/train_run.h"

namespace pinna::study {

/// Writes the run's detector: that of the run which recipe.combine names with one more step, or a
/// classifier that is asked about windows. Settings and decoding are chosen on the data's
/// validation scenes. InvalidOptions for other classes than the data's, and for a step that would
/// be told other tags than the detector is.
void train_combination(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                       const training::FitHooks& hooks, const OnWarning& on_warning);

}  // namespace pinna::study
