// Trains one network to detect events in soundscapes and to classify clips.
#pragma once

#include "pinna/runs/run_folder.h"
#include "pinna/study/recipe.h"
#include "pinna/study/run_loaders.h"
#include "pinna/study/train_run.h"

namespace pinna::study {

/// Writes the run's two models: a detector and a classifier that share their convolutions, each
/// with batch statistics of its own data. Throws as training::fit().
void train_joint(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                 const training::FitHooks& hooks, const OnWarning& on_warning);

}  // namespace pinna::study
