#include "pinna/study/study_budget.h"

#include <algorithm>
#include <chrono>
#include <list>
#include <map>
#include <queue>
#include <thread>

#include <nlohmann/json.hpp>

#include "pinna/core/child_process.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/json_text.h"
#include "pinna/core/metric_log.h"
#include "pinna/core/parallel.h"
#include "pinna/core/temporary_folder.h"
#include "pinna/runs/run_folder.h"
#include "pinna/study/measure_epoch.h"
#include "pinna/study/run_study.h"
#include "pinna/study/worker_failure.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using runs::RunFolder;
using runs::RunKey;

constexpr auto kMeasurePollInterval = std::chrono::milliseconds(50);

/// What a folder holds of the study so far.
struct Progress {
  std::map<RunKey, RunBudget> runs;
  std::map<std::string, std::vector<double>> epoch_seconds;  ///< by arm
};

Progress progress_of(const fs::path& folder) {
  Progress progress;
  if (!runs::StudyFolder::exists(folder)) return progress;
  const auto study = runs::StudyFolder::open(folder);
  for (const RunKey& key : study.runs()) {
    const RunFolder run = RunFolder::open(study.run_path(key));
    const auto log = run.metrics();
    RunBudget& begun = progress.runs[key];
    begun.epochs_done = std::ssize(log);
    begun.is_complete = run.is_complete();
    for (const core::MetricRecord& record : log)
      if (const auto seconds = record.value(core::metric::seconds))
        progress.epoch_seconds[key.arm].push_back(*seconds);
  }
  return progress;
}

std::vector<RunBudget> runs_of(const StudyRecipe& study, const core::Shard& shard,
                               const Progress& progress) {
  std::vector<RunBudget> runs;
  for (const PlannedRun& planned : planned_runs(study, shard)) {
    const auto present = progress.runs.find(planned.key);
    RunBudget& run = runs.emplace_back();
    if (present != progress.runs.end()) run = present->second;
    run.key = planned.key;
    run.epochs = planned.epochs;
  }
  return runs;
}

std::vector<ArmBudget> arms_of(const StudyRecipe& study, const Progress& progress) {
  std::vector<ArmBudget> arms;
  for (const Arm& arm : study.arms) {
    ArmBudget budget{.arm = arm.name, .epochs = num_epochs(arm.recipe)};
    if (const auto seconds = progress.epoch_seconds.find(arm.name);
        seconds != progress.epoch_seconds.end()) {
      budget.seconds_per_epoch = median_seconds(seconds->second);
      budget.source = CostSource::finished_epochs;
    }
    arms.push_back(std::move(budget));
  }
  return arms;
}

bool has_runs_left(const std::vector<RunBudget>& runs, const std::string& arm) {
  return std::any_of(runs.begin(), runs.end(),
                     [&](const RunBudget& run) { return run.key.arm == arm && !run.is_complete; });
}

/// The JSON object at the end of what a program printed.
EpochCost cost_in(const fs::path& log) {
  const std::string text = core::read_file(log);
  const size_t begin = text.starts_with("{\n") ? 0 : text.find("\n{\n");
  return epoch_cost_from_json(
      core::parse_json(begin == std::string::npos ? text : std::string_view(text).substr(begin),
                       log.string()),
      log.string());
}

/// Measures several arms in processes of their own.
class Measurement {
 public:
  Measurement(const StudyRecipe& study, int64_t jobs, const StudyHooks& hooks)
      : jobs_(jobs), hooks_(hooks) {
    core::write_file_atomically(recipe_path(), core::to_toml(to_config(study)));
  }

  std::map<std::string, EpochCost> of(std::vector<std::string> arms) {
    std::reverse(arms.begin(), arms.end());
    while (!arms.empty() || !workers_.empty()) {
      while (!arms.empty() &&
             std::ssize(workers_) < std::min<int64_t>(jobs_, core::num_processors())) {
        start(arms.back());
        arms.pop_back();
      }
      std::this_thread::sleep_for(kMeasurePollInterval);
      collect();
      if (hooks_.stop_requested && hooks_.stop_requested())
        throw core::Interrupted({.what = "stopped while an epoch was measured"});
    }
    return costs_;
  }

 private:
  struct Worker {
    std::string arm;
    core::ChildProcess process;
  };

  fs::path recipe_path() const { return folder_.path() / "study.toml"; }
  fs::path log_path(const std::string& arm) const { return folder_.path() / (arm + ".log"); }

  void start(const std::string& arm) {
    // What the process would leave behind if it were killed goes with this folder.
    workers_.push_back(
        {arm, core::ChildProcess(hooks_.measure_command(arm, recipe_path()), log_path(arm),
                                 {{"PINNA_THREADS", std::to_string(threads_of_worker(jobs_))},
                                  {"TMPDIR", folder_.path().string()}})});
  }

  void collect() {
    for (auto worker = workers_.begin(); worker != workers_.end();) {
      const auto status = worker->process.poll();
      if (!status) {
        ++worker;
        continue;
      }
      if (*status != 0)
        throw worker_failure("a first step of " + worker->arm, *status, log_path(worker->arm));
      costs_[worker->arm] = cost_in(log_path(worker->arm));
      worker = workers_.erase(worker);
    }
  }

  int64_t jobs_;
  const StudyHooks& hooks_;
  core::TemporaryFolder folder_;
  std::map<std::string, EpochCost> costs_;
  std::list<Worker> workers_;  ///< last: they end before the folder goes
};

/// For each arm the first one with the same recipe but for its name.
std::string equal_arm(const StudyRecipe& study, const std::string& name) {
  Recipe wanted = study.arm(name);
  for (const Arm& arm : study.arms) {
    wanted.name = arm.recipe.name;
    if (arm.recipe == wanted) return arm.name;
  }
  return name;
}

void measure_unknown(std::vector<ArmBudget>& arms, const StudyRecipe& study,
                     const std::vector<RunBudget>& runs, int64_t jobs, const StudyHooks& hooks) {
  std::vector<std::string> to_measure;
  for (const ArmBudget& arm : arms) {
    if (arm.source != CostSource::unknown || arm.epochs == 0 || !has_runs_left(runs, arm.arm))
      continue;
    const std::string equal = equal_arm(study, arm.arm);
    if (std::find(to_measure.begin(), to_measure.end(), equal) == to_measure.end())
      to_measure.push_back(equal);
  }
  if (to_measure.empty()) return;
  const auto costs = Measurement(study, jobs, hooks).of(to_measure);
  const double crowding = slowdown_of(jobs, core::num_processors());
  for (ArmBudget& arm : arms) {
    const auto cost = costs.find(equal_arm(study, arm.arm));
    if (arm.source != CostSource::unknown || cost == costs.end()) continue;
    arm.seconds_per_epoch = crowding * cost->second.seconds_per_epoch;
    arm.seconds_before = crowding * cost->second.seconds_before;
    arm.source = CostSource::measured;
  }
}

/// Fills what is left and how long it takes.
void add_up(StudyBudget& budget) {
  std::vector<double> pieces;
  bool is_known = true;
  for (const RunBudget& run : budget.runs) {
    if (run.is_complete) continue;
    const auto arm = std::find_if(budget.arms.begin(), budget.arms.end(),
                                  [&](const ArmBudget& of) { return of.arm == run.key.arm; });
    const int64_t epochs = std::max<int64_t>(0, run.epochs - run.epochs_done);
    ++budget.runs_left;
    if (run.epochs == 0) continue;
    budget.epochs_left += epochs;
    is_known = is_known && arm->source != CostSource::unknown;
    pieces.push_back(arm->seconds_before + static_cast<double>(epochs) * arm->seconds_per_epoch);
  }
  if (is_known) budget.seconds = seconds_with_workers(pieces, budget.jobs);
}

}  // namespace

double slowdown_of(int64_t jobs, int64_t processors) {
  return std::max(1.0, static_cast<double>(jobs) / static_cast<double>(processors));
}

double seconds_with_workers(const std::vector<double>& pieces, int64_t jobs) {
  std::priority_queue<double, std::vector<double>, std::greater<>> free_at;
  for (int64_t i = 0; i < jobs; ++i) free_at.push(0);
  double end = 0;
  for (const double piece : pieces) {
    const double done = free_at.top() + piece;
    free_at.pop();
    free_at.push(done);
    end = std::max(end, done);
  }
  return end;
}

StudyBudget study_budget(const StudyRecipe& study, const fs::path& folder, const core::Shard& shard,
                         const StudyHooks& hooks) {
  const Progress progress = progress_of(folder);
  StudyBudget budget{.arms = arms_of(study, progress),
                     .runs = runs_of(study, shard, progress),
                     .runs_of_study = std::ssize(plan_of(study).runs()),
                     .jobs = study.study.jobs,
                     .processors = core::num_processors()};
  if (hooks.measure_command) measure_unknown(budget.arms, study, budget.runs, budget.jobs, hooks);
  add_up(budget);
  return budget;
}

}  // namespace pinna::study
