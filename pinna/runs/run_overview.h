// One glance at a run: where it stands and how good it is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pinna/runs/measures.h"
#include "pinna/runs/run_folder.h"

namespace pinna::runs {

struct RunOverview {
  std::filesystem::path path = "";
  std::string name = "";
  int64_t fold = 0;
  uint64_t seed = 0;
  RunStatus status = RunStatus::unfinished;
  bool is_running = false;                          ///< a process trains it now
  int64_t epochs = 0;                               ///< logged so far
  int64_t epochs_wanted = 0;                        ///< 0: the recipe does not say
  double seconds = 0;                               ///< spent in these epochs
  std::string started = "";                         ///< UTC, as 2024-05-01T12:00:00Z
  std::optional<double> train_loss = std::nullopt;  ///< of the last epoch, like the next two
  std::string score_name = "accuracy";  ///< of the log's scores; "frame_f1" of detectors
  std::optional<double> train_score = std::nullopt;
  std::optional<double> validation_score = std::nullopt;
  std::vector<Measure> measures = {};  ///< of the test; empty until the run is evaluated
  std::vector<double> losses = {};     ///< of training, one an epoch
  std::vector<double> scores = {};     ///< of validation, or of training where there is none
  std::vector<double> epoch_seconds = {};

  /// "running", "done", "failed" or "unfinished".
  std::string state() const;
  /// Seconds to the end of training at the pace of the last epochs; empty before the first.
  std::optional<double> seconds_left() const;
};

/// BadData and the like for a run whose files are damaged.
RunOverview overview_of(const RunFolder& run);

/// Folders of runs at or below `folder`, in the order of their paths; hidden folders and links are
/// passed over. MissingInput if there is no such folder.
std::vector<std::filesystem::path> find_runs(const std::filesystem::path& folder);

}  // namespace pinna::runs
