// Runs below some folders, for the commands that look at many.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pinna/runs/run_overview.h"

namespace CLI {
class App;
}

namespace pinna::cli {

/// Folders that a command line names; none means the present one.
struct FolderArguments {
  std::vector<std::string> folders;

  void add_to(CLI::App& app);
  /// The runs at or below them, each once.
  std::vector<std::filesystem::path> runs() const;
};

/// What can be read; a damaged run is left out with a warning.
std::vector<runs::RunOverview> readable_overviews(const std::vector<std::filesystem::path>& runs);

/// "63.2", or "-" for none.
std::string per_cent_or_dash(const std::optional<double>& share);

/// The primary measure of the test: "93.8", "PSDS1 0.349", or "-" for none.
std::string test_text(const runs::RunOverview& run);

/// The numbers that a run has by now, by name: "train_accuracy", "validation_accuracy",
/// "test_psds1".
std::vector<runs::Measure> results_of(const runs::RunOverview& run);

/// "12/50", or "12" where the end is unknown.
std::string epochs_of(const runs::RunOverview& run);

}  // namespace pinna::cli
