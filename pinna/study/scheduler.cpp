#include "pinna/study/scheduler.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/files.h"
#include "pinna/core/parallel.h"
#include "pinna/runs/run_folder.h"
#include "pinna/study/worker_failure.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using runs::RunFolder;
using runs::RunKey;

constexpr auto kPollInterval = std::chrono::milliseconds(200);

bool is_complete(const fs::path& run) {
  return RunFolder::exists(run) && RunFolder::open(run).is_complete();
}

}  // namespace

int64_t threads_of_worker(int64_t jobs) {
  return std::max<int64_t>(1, core::num_processors() / jobs);
}

Scheduler::Scheduler(const runs::StudyFolder& folder, std::vector<PlannedRun> planned, int64_t jobs,
                     const StudyHooks& hooks)
    : folder_(folder), planned_(std::move(planned)), jobs_(jobs), hooks_(hooks) {
  for (const PlannedRun& run : planned_)
    if (!is_complete(folder_.run_path(run.key))) waiting_.push_back(run);
}

void Scheduler::run() {
  report_progress();
  while (!workers_.empty() || !waiting_.empty()) {
    while (!stopping_ && static_cast<int64_t>(workers_.size()) < jobs_) {
      const std::optional<RunKey> key = next_ready();
      if (!key) break;
      start(*key);
    }
    if (workers_.empty() && (stopping_ || waiting_.empty())) break;
    if (workers_.empty()) require_own_needs();
    std::this_thread::sleep_for(kPollInterval);
    collect();
    report_progress();
    if (!stopping_ && hooks_.stop_requested && hooks_.stop_requested()) stop();
  }
  conclude();
}

std::optional<RunKey> Scheduler::next_ready() {
  for (auto run = waiting_.begin(); run != waiting_.end();) {
    const auto has_failed = [&](const RunKey& key) { return failed_.contains(key); };
    const auto is_done = [&](const RunKey& key) { return is_complete(folder_.run_path(key)); };
    if (std::ranges::any_of(run->needs, has_failed)) {
      failed_.insert(run->key);
      waiting_.erase(run);
      run = waiting_.begin();  // others may wait for this one
    } else if (std::ranges::all_of(run->needs, is_done)) {
      const RunKey key = run->key;
      waiting_.erase(run);
      return key;
    } else {
      ++run;
    }
  }
  return std::nullopt;
}

void Scheduler::start(const RunKey& key) {
  const fs::path run = folder_.run_path(key);
  core::make_folder(run.parent_path());
  workers_.push_back(
      {key, core::ChildProcess(hooks_.worker_command(key, run), folder_.log_path(key),
                               {{"PINNA_THREADS", std::to_string(threads_of_worker(jobs_))}})});
}

/// Nothing runs, so what the first run waits for is no run of this process.
void Scheduler::require_own_needs() const {
  const PlannedRun& run = waiting_.front();
  for (const RunKey& need : run.needs)
    if (!is_complete(folder_.run_path(need)))
      throw core::MissingInput(
          {.what = fmt::format("{} needs {}", to_string(run.key), to_string(need)),
           .got = "a run of another shard that is not done",
           .where = folder_.run_path(need).string(),
           .fix = "give the same command again when it is"});
}

void Scheduler::collect() {
  for (auto worker = workers_.begin(); worker != workers_.end();) {
    const auto status = worker->process.poll();
    if (!status) {
      ++worker;
      continue;
    }
    if (*status != 0) failed_.insert(worker->key);
    if (*status != 0 && !stopping_ && !first_failure_)
      first_failure_ = Failure{worker->key, *status};
    worker = workers_.erase(worker);
  }
}

void Scheduler::stop() {
  stopping_ = true;
  for (const Worker& worker : workers_) worker.process.interrupt();
}

void Scheduler::report_progress() const {
  if (!hooks_.on_progress) return;
  StudyProgress progress{.runs_total = static_cast<int64_t>(planned_.size())};
  for (const PlannedRun& planned : planned_) {
    progress.epochs_total += planned.epochs;
    const fs::path run = folder_.run_path(planned.key);
    if (!RunFolder::exists(run)) continue;
    progress.epochs_done += static_cast<int64_t>(RunFolder::open(run).metrics().size());
    progress.runs_done += is_complete(run);
  }
  hooks_.on_progress(progress);
}

void Scheduler::conclude() const {
  if (stopping_)
    throw core::Interrupted({.what = "study stopped; every run that had begun has a checkpoint",
                             .where = folder_.path().string(),
                             .fix = "give the same command again to continue"});
  if (!first_failure_) return;
  const auto& [key, exit_status] = *first_failure_;
  throw worker_failure(to_string(key), exit_status, folder_.log_path(key));
}

}  // namespace pinna::study
