// A study: one recipe over folds and seeds, each run a process of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "pinna/runs/study_folder.h"
#include "pinna/study/recipe.h"

namespace pinna::study {

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
  std::function<void(const StudyProgress&)> on_progress = {};
  std::function<bool()> stop_requested = {};
};

/// Runs what is missing in `folder`, study.jobs processes at a time, and writes results.csv. An
/// existing folder must hold the same study. Afterwards CheckFailed naming the first failed run if
/// any failed; Interrupted if a stop was requested.
void run_study(const StudyRecipe& study, const std::filesystem::path& folder,
               const StudyHooks& hooks);

}  // namespace pinna::study
