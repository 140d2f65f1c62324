#include "pinna/study/scheduler.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/files.h"
#include "pinna/core/parallel.h"
#include "pinna/runs/run_folder.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;
using runs::RunFolder;
using runs::RunKey;

constexpr auto kPollInterval = std::chrono::milliseconds(200);

bool is_complete(const fs::path& run) {
  return RunFolder::exists(run) && RunFolder::open(run).is_complete();
}

/// The kind whose exit code a worker ended with; a bug for any other status, such as a signal's.
ErrorKind kind_of(int exit_status) {
  for (const ErrorKind kind : {ErrorKind::check_failed, ErrorKind::usage, ErrorKind::bad_data,
                               ErrorKind::missing_input, ErrorKind::io})
    if (core::exit_code(kind) == exit_status) return kind;
  return ErrorKind::bug;
}

std::string last_line(const fs::path& log) {
  std::string text = fs::exists(log) ? core::read_file(log) : std::string();
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

}  // namespace

Scheduler::Scheduler(const runs::StudyFolder& folder, std::vector<RunKey> planned, int64_t jobs,
                     int64_t epochs_per_run, const StudyHooks& hooks)
    : folder_(folder),
      planned_(std::move(planned)),
      jobs_(jobs),
      epochs_per_run_(epochs_per_run),
      hooks_(hooks) {
  for (const RunKey& key : planned_)
    if (!is_complete(folder_.run_path(key))) waiting_.push_back(key);
}

void Scheduler::run() {
  report_progress();
  while (!workers_.empty() || !waiting_.empty()) {
    while (!waiting_.empty() && !stopping_ && static_cast<int64_t>(workers_.size()) < jobs_)
      start_next();
    if (stopping_ && workers_.empty()) break;
    std::this_thread::sleep_for(kPollInterval);
    collect();
    report_progress();
    if (!stopping_ && hooks_.stop_requested && hooks_.stop_requested()) stop();
  }
  conclude();
}

void Scheduler::start_next() {
  const RunKey key = waiting_.front();
  waiting_.pop_front();
  const fs::path run = folder_.run_path(key);
  core::make_folder(run.parent_path());
  const int64_t threads = std::max<int64_t>(1, core::num_processors() / jobs_);
  workers_.push_back(
      {key, core::ChildProcess(hooks_.worker_command(key, run), folder_.log_path(key),
                               {{"PINNA_THREADS", std::to_string(threads)}})});
}

void Scheduler::collect() {
  for (auto worker = workers_.begin(); worker != workers_.end();) {
    const auto status = worker->process.poll();
    if (!status) {
      ++worker;
      continue;
    }
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
  const auto num_runs = static_cast<int64_t>(planned_.size());
  StudyProgress progress{.epochs_total = num_runs * epochs_per_run_, .runs_total = num_runs};
  for (const RunKey& key : planned_) {
    const fs::path run = folder_.run_path(key);
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
  std::string line = last_line(folder_.log_path(key));
  if (line.empty()) line = fmt::format("exit status {}", exit_status);
  throw core::Error(kind_of(exit_status),
                    {.what = fmt::format("fold {}, seed {} failed: {}", key.fold, key.seed, line),
                     .where = folder_.log_path(key).string(),
                     .fix = "mend the cause and give the same command again"});
}

}  // namespace pinna::study
