// Networks that are trained already, made into a detector of events.
#pragma once

#include "pinna/runs/run_folder.h"
#include "pinna/study/recipe.h"
#include "pinna/study/run_loaders.h"
#include "pinna/study/train_run.h"

namespace pinna::study {

/// Whether the run that recipe.combine names can be combined: MissingInput if it is not there or
/// not trained to its end, InvalidOptions if it is of another kind or holds out another fold.
void check_combination(const Recipe& recipe);

/// Copies the network of that run into this one and tunes the decoding on the data's validation
/// scenes. Throws as check_combination; InvalidOptions too for a detector that was trained on other
/// scenes, a classifier that was trained on a clip which sounds in this run's test scenes, and
/// other classes. Test scenes cannot be opened.
void train_combination(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                       const training::FitHooks& hooks, const OnWarning& on_warning);

}  // namespace pinna::study
