// A study: one recipe over folds and seeds, each run a process of its own.
#pragma once

#include <filesystem>

#include "pinna/study/recipe.h"
#include "pinna/study/scheduler.h"

namespace pinna::study {

/// Runs what is missing in `folder` and writes results.csv. An existing folder must hold the same
/// study. Data and folds are checked before the folder is made, so that a mistake leaves nothing.
/// Throws as Scheduler::run does, after writing the results so far.
void run_study(const StudyRecipe& study, const std::filesystem::path& folder,
               const StudyHooks& hooks);

}  // namespace pinna::study
