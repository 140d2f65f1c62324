#include "pinna/study/run_study.h"

#include <chrono>
#include <deque>
#include <list>
#include <thread>

#include <fmt/format.h>

#include "pinna/core/child_process.h"
#include "pinna/core/error.h"
#include "pinna/core/parallel.h"
#include "pinna/runs/run_folder.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using runs::RunFolder;
using runs::RunKey;

constexpr auto kPollInterval = std::chrono::milliseconds(200);

std::vector<RunKey> planned_runs(const StudyRecipe& study) {
  std::vector<RunKey> keys;
  for (const uint64_t seed : study.study.seeds)
    for (const int64_t fold : study.study.folds) keys.push_back({study.recipe.name, fold, seed});
  return keys;
}

bool is_finished(const fs::path& run) {
  if (!RunFolder::exists(run)) return false;
  const RunFolder folder = RunFolder::open(run);
  return folder.status() == runs::RunStatus::done && folder.has_scores();
}

struct Worker {
  RunKey key;
  fs::path run;
  core::ChildProcess process;
};

/// Keeps `jobs` workers busy until no run is left.
class Scheduler {
 public:
  Scheduler(const StudyRecipe& study, const runs::StudyFolder& folder, const StudyHooks& hooks)
      : study_(study), folder_(folder), hooks_(hooks), planned_(planned_runs(study)) {
    for (const RunKey& key : planned_)
      if (!is_finished(folder_.run_path(key))) waiting_.push_back(key);
  }

  void run() {
    while (!workers_.empty() || !waiting_.empty()) {
      while (!waiting_.empty() && !stopping_ &&
             static_cast<int64_t>(workers_.size()) < study_.study.jobs)
        start_next();
      if (stopping_ && workers_.empty()) break;
      std::this_thread::sleep_for(kPollInterval);
      collect();
      report_progress();
      if (!stopping_ && hooks_.stop_requested && hooks_.stop_requested()) stop();
    }
    folder_.write_results();
    conclude();
  }

 private:
  void start_next() {
    const RunKey key = waiting_.front();
    waiting_.pop_front();
    const fs::path run = folder_.run_path(key);
    core::make_folder(run.parent_path());
    const int64_t threads = std::max<int64_t>(1, core::num_processors() / study_.study.jobs);
    workers_.push_back({key, run,
                        core::ChildProcess(hooks_.worker_command(key, run), log_of(run),
                                           {{"PINNA_THREADS", std::to_string(threads)}})});
  }

  void collect() {
    for (auto worker = workers_.begin(); worker != workers_.end();) {
      const auto status = worker->process.poll();
      if (!status) {
        ++worker;
        continue;
      }
      if (*status != 0 && !stopping_ && first_failure_.empty())
        first_failure_ = failure_of(*worker, *status);
      worker = workers_.erase(worker);
    }
  }

  static fs::path log_of(const fs::path& run) { return run.string() + ".log"; }

  static std::string failure_of(const Worker& worker, int status) {
    std::string line;
    if (RunFolder::exists(worker.run)) line = RunFolder::open(worker.run).failure();
    if (line.empty())
      line = fmt::format("exit status {}, see {}", status, log_of(worker.run).string());
    return fmt::format("fold {}, seed {}: {}", worker.key.fold, worker.key.seed, line);
  }

  void stop() {
    stopping_ = true;
    for (const Worker& worker : workers_) worker.process.interrupt();
  }

  void report_progress() const {
    if (!hooks_.on_progress) return;
    StudyProgress progress{
        .epochs_total = static_cast<int64_t>(planned_.size()) * study_.recipe.training.epochs,
        .runs_total = static_cast<int64_t>(planned_.size())};
    for (const RunKey& key : planned_) {
      const fs::path run = folder_.run_path(key);
      if (!RunFolder::exists(run)) continue;
      progress.epochs_done += static_cast<int64_t>(RunFolder::open(run).metrics().size());
      progress.runs_done += is_finished(run);
    }
    hooks_.on_progress(progress);
  }

  void conclude() const {
    if (stopping_)
      throw core::Interrupted({.what = "study stopped; every run has a checkpoint",
                               .where = folder_.path().string(),
                               .fix = "give the same command again to continue"});
    if (!first_failure_.empty())
      throw core::CheckFailed({.what = "a run failed: " + first_failure_,
                               .where = folder_.path().string(),
                               .fix = "mend the cause and give the same command again"});
  }

  const StudyRecipe& study_;
  const runs::StudyFolder& folder_;
  const StudyHooks& hooks_;
  std::vector<RunKey> planned_;
  std::deque<RunKey> waiting_;
  std::list<Worker> workers_;
  bool stopping_ = false;
  std::string first_failure_;
};

}  // namespace

void run_study(const StudyRecipe& study, const fs::path& folder, const StudyHooks& hooks) {
  const core::ConfigTable resolved = to_config(study);
  const runs::StudyFolder opened = runs::StudyFolder::exists(folder)
                                       ? runs::StudyFolder::resume(folder, resolved)
                                       : runs::StudyFolder::create(folder, resolved);
  Scheduler(study, opened, hooks).run();
}

}  // namespace pinna::study
