// The folder of a study: the same task over folds, seeds and arms (variants of the method).
//
//     study.toml                       the resolved study; its presence makes the folder a study
//     runs/<arm>/fold<k>-seed<s>/      run folders
//     results.csv                      one row a run, rebuilt from the run folders
//     comparisons.json                 the arms against one of them
//     report/                          pages and figures
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/core/files.h"
#include "pinna/core/shard.h"
#include "pinna/runs/measures.h"
#include "pinna/runs/run_folder.h"
#include "pinna/runs/study_plan.h"

namespace pinna::runs {

/// One row of results.csv.
struct RunResult {
  RunKey key = {};
  RunStatus status = RunStatus::unfinished;
  std::vector<Measure> measures = {};  ///< empty until the run is evaluated
  int64_t epochs = 0;                  ///< logged so far
  double seconds = 0;                  ///< spent in these epochs
  bool operator==(const RunResult&) const = default;
};

/// The row of one run.
RunResult result_of(const RunKey& key, const RunFolder& run);
/// The measures that any of the rows has, in the order of names_of.
std::vector<std::string> measure_names(const std::vector<RunResult>& results);
/// "done", "failed" or "unfinished".
std::string_view status_name(RunStatus status);

class StudyFolder {
 public:
  static bool exists(const std::filesystem::path& path);
  /// What study.toml shall hold from now on, given what it holds; throws if the two studies differ.
  using Join = std::function<core::ConfigTable(const core::ConfigTable& stored)>;

  /// To work on one shard of a study. Any number of processes may come at the same moment: the
  /// first makes the folder with `study`, the others get its study.toml by `join` and leave behind
  /// what that gives. Until the object goes nobody else can enter for the same shard (IoError).
  static StudyFolder enter(const std::filesystem::path& path, const core::ConfigTable& study,
                           const core::Shard& shard, const Join& join);
  /// A new study, entered as a whole. InvalidOptions if one is there.
  static StudyFolder create(const std::filesystem::path& path, const core::ConfigTable& study);
  /// To look at, without lock. MissingInput if there is no study.
  static StudyFolder open(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path results_path() const;
  std::filesystem::path comparisons_path() const;
  std::filesystem::path report_path() const;  ///< a folder
  /// Where a run belongs. InvalidOptions unless is_arm_name(key.arm).
  std::filesystem::path run_path(const RunKey& key) const;

  /// What the process of that run printed.
  std::filesystem::path log_path(const RunKey& key) const;
  std::filesystem::path recipe_path() const;  ///< study.toml

  /// Whether a process holds the lock now, which it does until all runs have ended.
  bool is_running() const;
  core::ConfigTable study() const;
  /// Which runs there will be.
  StudyPlan plan() const { return plan_of(study()); }
  /// The runs present on disk, ordered by arm, fold and seed. Other folders are passed over.
  std::vector<RunKey> runs() const;
  /// One row for each of runs(), read from the run folders.
  std::vector<RunResult> results() const;
  /// Rebuilds results.csv. Of several processes that end together the last writes all rows.
  void write_results() const;

 private:
  explicit StudyFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
  std::unique_ptr<core::FileLock> lock_;
};

}  // namespace pinna::runs
