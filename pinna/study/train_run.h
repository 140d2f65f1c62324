// One training run: a recipe and a folder in, a trained model in that folder out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "pinna/study/recipe.h"
#include "pinna/training/fit.h"

namespace pinna::study {

/// What to do about a folder that holds a run already.
enum class Start {
  fresh,   ///< refuse it
  resume,  ///< go on from its checkpoint; it must be of the same recipe. Nothing there: start.
};

/// Takes what a person should know but nobody fails for, such as a tracking server out of reach.
using OnWarning = std::function<void(const std::string&)>;

/// Trains recipe.fold's model. The clips of the test fold are out of reach: their paths are removed
/// before anything is decoded. A run that is done already is left alone.
/// A failure is written to FAILED; core::Interrupted after a checkpoint when a stop was requested.
void train_run(const Recipe& recipe, const std::filesystem::path& folder, Start start,
               const training::FitHooks& hooks = {}, const OnWarning& on_warning = {});

/// Scores the run's model on the held-out fold: predictions.csv, scores.json, README.md.
void evaluate_run(const std::filesystem::path& folder, const OnWarning& on_warning = {});

}  // namespace pinna::study
