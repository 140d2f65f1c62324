// Training and scoring of a network that detects events.
#pragma once

#include "pinna/runs/run_folder.h"
#include "pinna/study/recipe.h"
#include "pinna/study/run_loaders.h"
#include "pinna/study/train_run.h"

namespace pinna::study {

/// Trains on the data's scenes, tunes the decoding on its validation scenes and saves the
/// detector. Test scenes cannot be opened. Throws as train_run.
void train_detector(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                    const training::FitHooks& hooks, const OnWarning& on_warning);

/// Scores the run's detector, or combination, on its test scenes: events.tsv, frame-scores.npz,
/// event-scores.json and README.md.
void evaluate_detector(const runs::RunFolder& run, const Recipe& recipe, const RunData& data);

}  // namespace pinna::study
