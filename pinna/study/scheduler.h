// Worker processes that train the runs of a study, a few at a time.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <list>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pinna/core/child_process.h"
#include "pinna/core/error.h"
#include "pinna/runs/study_folder.h"

namespace pinna::study {

/// One training that the study asks for.
struct PlannedRun {
  runs::RunKey key;
  int64_t epochs = 0;
  std::vector<runs::RunKey> needs = {};  ///< runs of the study that must be complete before it
};

struct StudyProgress {
  int64_t epochs_done = 0;  ///< over all runs, those of earlier sittings included
  int64_t epochs_total = 0;
  int64_t runs_done = 0;
  int64_t runs_total = 0;
};

struct StudyHooks {
  /// The program and arguments that train and evaluate one run.
  std::function<std::vector<std::string>(const runs::RunKey&, const std::filesystem::path& run)>
      worker_command;
  /// The program and arguments that measure an epoch of `arm` with the study in `recipe` and print
  /// an EpochCost; without it no time is measured.
  std::function<std::vector<std::string>(const std::string& arm,
                                         const std::filesystem::path& recipe)>
      measure_command = {};
  std::function<void(const StudyProgress&)> on_progress = {};
  std::function<bool()> stop_requested = {};
};

/// The processors that each of `jobs` workers may use.
int64_t threads_of_worker(int64_t jobs);

/// Keeps `jobs` workers busy until no planned run is left. Each gets an equal share of the
/// processors as PINNA_THREADS. A run that fails does not stop the others, but those that need it.
/// MissingInput where the rest needs runs of another shard that are not done.
class Scheduler {
 public:
  Scheduler(const runs::StudyFolder& folder, std::vector<PlannedRun> planned, int64_t jobs,
            const StudyHooks& hooks);

  /// Afterwards every planned run is complete. Otherwise throws core::Interrupted if a stop was
  /// requested, or an error of the kind of the first failure with the last line that run printed.
  void run();

 private:
  struct Worker {
    runs::RunKey key;
    core::ChildProcess process;
  };
  struct Failure {
    runs::RunKey key;
    int exit_status;
  };

  /// The first that waits for nothing, if any; forgets those that wait for a run that failed.
  std::optional<runs::RunKey> next_ready();
  void start(const runs::RunKey& key);
  void require_own_needs() const;
  void collect();
  void stop();
  void report_progress() const;
  void conclude() const;

  const runs::StudyFolder& folder_;
  std::vector<PlannedRun> planned_;
  int64_t jobs_;
  const StudyHooks& hooks_;
  std::deque<PlannedRun> waiting_;
  std::list<Worker> workers_;
  std::set<runs::RunKey> failed_;  ///< and those that cannot begin because of them
  std::optional<Failure> first_failure_;
  bool stopping_ = false;
};

}  // namespace pinna::study
