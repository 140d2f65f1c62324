// A study: the arms of a recipe over folds and seeds, each run a process of its own.
#pragma once

#include <filesystem>
#include <vector>

#include "pinna/core/shard.h"
#include "pinna/runs/study_plan.h"
#include "pinna/study/recipe.h"
#include "pinna/study/scheduler.h"

namespace pinna::study {

runs::StudyPlan plan_of(const StudyRecipe& study);
/// The runs of one shard in the order in which they are started.
std::vector<PlannedRun> planned_runs(const StudyRecipe& study, const core::Shard& shard = {});

/// Whether every run of the study can begin: check_arms(), and what `folder` holds if it is there.
void check_study(const StudyRecipe& study, const std::filesystem::path& folder);

/// Runs what this shard is missing in `folder` and writes results.csv. A folder that is there may
/// hold the same study or a smaller one: each of its arms as it is now, no fold or seed that is not
/// here any more; the study grows by what is new. Everything is checked before the folder is made,
/// so that a mistake leaves nothing. Several shards may start together. Throws as Scheduler::run
/// does, after writing the results so far.
void run_study(const StudyRecipe& study, const std::filesystem::path& folder,
               const core::Shard& shard, const StudyHooks& hooks);

}  // namespace pinna::study
