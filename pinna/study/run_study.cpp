#include "pinna/study/run_study.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/features/feature.h"
#include "pinna/runs/recorded_options.h"
#include "pinna/runs/study_folder.h"
#include "pinna/study/parts.h"
#include "pinna/study/run_loaders.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using runs::StudyFolder;

/// The clips that every run of the arm is tested on, fold after fold. Throws now what every worker
/// would have thrown later.
std::vector<std::string> tested_clips(const StudyRecipe& study, const Recipe& arm, RunData& data) {
  std::vector<std::string> clips;
  for (const int64_t fold : study.study.folds)
    for (const uint64_t seed : study.study.seeds) {
      Recipe run = arm;
      run.fold = fold;
      run.seed = seed;
      divide(data, run);
      check_parts(run, study);
      for (const int64_t i : data.split.test)
        clips.push_back(
            fmt::format("{} as {}", data.table.clip(i).id,
                        data.table.labels[static_cast<size_t>(data.table.clip(i).target)]));
    }
  return clips;
}

void require_same_tests(const Arm& arm, const std::vector<std::string>& tested, const Arm& first,
                        const std::vector<std::string>& tested_by_first) {
  if (tested == tested_by_first) return;
  throw core::InvalidOptions(
      {.what = fmt::format("arm {} is tested on other clips than arm {}", arm.name, first.name),
       .got = fmt::format("{} tests of a clip or other labels", tested.size()),
       .expected = fmt::format("the same {}", tested_by_first.size()),
       .where = fmt::format("[study.{}]", arm.name),
       .fix = "make studies of their own of different data"});
}

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
  // Arms that answer one question share their data and what they are tested on.
  struct Question {
    const Arm* first = nullptr;
    RunData data = {};
    std::vector<std::string> tested = {};
  };
  std::map<bool, Question> questions;
  for (const Arm& arm : study.arms) {
    features::make_feature(arm.recipe.feature);
    Question& question = questions[detects_events(arm.recipe)];
    const bool reads_anew = !question.first || is_joint(arm.recipe) ||
                            is_joint(question.first->recipe) ||
                            question.first->recipe.data != arm.recipe.data;
    if (reads_anew) question.data = read_undivided(arm.recipe);
    auto tested = tested_clips(study, arm.recipe, question.data);
    if (!question.first) question = {&arm, std::move(question.data), tested};
    require_same_tests(arm, tested, *question.first, question.tested);
  }
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
