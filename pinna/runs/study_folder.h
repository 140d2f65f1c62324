// The folder of a study: the same task over folds, seeds and arms (variants of the method).
//
//     study.toml                       the resolved study; its presence makes the folder a study
//     runs/<arm>/fold<k>-seed<s>/      run folders
//     results.csv                      one row a run, rebuilt from the run folders
//     comparisons.json                 the arms against one of them
//     report/                          pages and figures
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/core/files.h"
#include "pinna/runs/run_folder.h"

namespace pinna::runs {

/// One cell of a study.
struct RunKey {
  std::string arm = "";
  int64_t fold = 0;
  uint64_t seed = 0;
  auto operator<=>(const RunKey&) const = default;
};

/// One row of results.csv.
struct RunResult {
  RunKey key = {};
  RunStatus status = RunStatus::unfinished;
  std::optional<double> accuracy = std::nullopt;  ///< empty until the run is evaluated
  std::optional<double> macro_f1 = std::nullopt;
  int64_t epochs = 0;  ///< logged so far
  double seconds = 0;  ///< spent in these epochs
  bool operator==(const RunResult&) const = default;
};

/// The row of one run.
RunResult result_of(const RunKey& key, const RunFolder& run);
/// "done", "failed" or "unfinished".
std::string_view status_name(RunStatus status);

class StudyFolder {
 public:
  static bool exists(const std::filesystem::path& path);
  /// As RunFolder: create and resume lock the study, open does not.
  static StudyFolder create(const std::filesystem::path& path, const core::ConfigTable& study);
  static StudyFolder resume(const std::filesystem::path& path, const core::ConfigTable& study);
  static StudyFolder open(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path results_path() const;
  std::filesystem::path comparisons_path() const;
  std::filesystem::path report_path() const;  ///< a folder
  /// Where a run belongs. InvalidOptions if the arm's name is not a plain folder name (letters,
  /// digits, '.', '_', '-', not starting with a dot).
  std::filesystem::path run_path(const RunKey& key) const;

  /// What the process of that run printed.
  std::filesystem::path log_path(const RunKey& key) const;
  std::filesystem::path recipe_path() const;  ///< study.toml

  core::ConfigTable study() const;
  /// The runs present on disk, ordered by arm, fold and seed. Other folders are passed over.
  std::vector<RunKey> runs() const;
  /// One row for each of runs(), read from the run folders.
  std::vector<RunResult> results() const;
  /// Rebuilds results.csv.
  void write_results() const;

 private:
  explicit StudyFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
  std::unique_ptr<core::FileLock> lock_;
};

}  // namespace pinna::runs
