#include "pinna/study/run_study.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/runs/recorded_options.h"
#include "pinna/runs/study_folder.h"
#include "pinna/study/check_arms.h"
#include "pinna/study/parts.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using runs::StudyFolder;

template <class T>
void require_kept(const std::vector<T>& before, const std::vector<T>& now, std::string_view key,
                  const fs::path& folder) {
  for (const T& value : before)
    if (std::find(now.begin(), now.end(), value) == now.end())
      throw core::InvalidOptions(
          {.what = fmt::format("{} lacks a value of the study that the folder holds", key),
           .got = fmt::format("no {}", value),
           .expected = "all that were there and, if wanted, more",
           .where = folder.string(),
           .fix = "give the same recipe, a larger one or another folder"});
}

/// What study.toml holds once `study` has joined the one that is `stored`.
core::ConfigTable joined(const core::ConfigTable& stored, const StudyRecipe& study,
                         const fs::path& folder) {
  const StudyRecipe before = parse_study(stored);
  const runs::StudyPlan old_plan = plan_of(before);
  const runs::StudyPlan plan = plan_of(study);
  require_kept(old_plan.arms, plan.arms, "study.arms", folder);
  for (const Arm& arm : before.arms)
    runs::require_same_config(core::to_config(arm.recipe), core::to_config(study.arm(arm.name)),
                              fmt::format("{}, arm {}", folder.string(), arm.name));
  require_kept(old_plan.folds, plan.folds, "study.folds", folder);
  require_kept(old_plan.seeds, plan.seeds, "study.seeds", folder);
  return to_config(study);
}

}  // namespace

runs::StudyPlan plan_of(const StudyRecipe& study) {
  runs::StudyPlan plan{.folds = study.study.folds, .seeds = study.study.seeds};
  for (const Arm& arm : study.arms) plan.arms.push_back(arm.name);
  return plan;
}

std::vector<PlannedRun> planned_runs(const StudyRecipe& study, const core::Shard& shard) {
  std::vector<PlannedRun> planned;
  for (const runs::RunKey& key : plan_of(study).share(shard)) {
    const Recipe& arm = study.arm(key.arm);
    PlannedRun run{.key = key, .epochs = num_epochs(arm)};
    for (const std::string& before : arms_before(arm))
      run.needs.push_back({before, key.fold, key.seed});
    planned.push_back(std::move(run));
  }
  return planned;
}

void check_study(const StudyRecipe& study, const fs::path& folder) {
  if (StudyFolder::exists(folder)) joined(StudyFolder::open(folder).study(), study, folder);
  check_arms(study);
}

void run_study(const StudyRecipe& study, const fs::path& folder, const core::Shard& shard,
               const StudyHooks& hooks) {
  check_study(study, folder);
  const std::vector<PlannedRun> planned = planned_runs(study, shard);
  const StudyFolder entered = StudyFolder::enter(
      folder, to_config(study), shard,
      [&](const core::ConfigTable& stored) { return joined(stored, study, folder); });
  Scheduler scheduler(entered, planned, study.study.jobs, hooks);
  try {
    scheduler.run();
  } catch (...) {
    entered.write_results();
    throw;
  }
  entered.write_results();
}

}  // namespace pinna::study
