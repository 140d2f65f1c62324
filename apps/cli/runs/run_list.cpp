#include "apps/cli/runs/run_list.h"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "pinna/core/error.h"

namespace pinna::cli {

namespace fs = std::filesystem;

void FolderArguments::add_to(CLI::App& app) {
  app.add_option("DIR", folders, "folders that hold runs at any depth (default: this one)");
}

std::vector<fs::path> FolderArguments::runs() const {
  std::vector<fs::path> found;
  for (const std::string& folder : folders.empty() ? std::vector<std::string>{"."} : folders)
    for (const fs::path& run : runs::find_runs(folder)) found.push_back(run.lexically_normal());
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<runs::RunOverview> readable_overviews(const std::vector<fs::path>& runs) {
  std::vector<runs::RunOverview> overviews;
  for (const fs::path& run : runs) {
    try {
      overviews.push_back(runs::overview_of(runs::RunFolder::open(run)));
    } catch (const core::Error& error) {
      spdlog::warn("{} is left out: {}", run.string(), error.what());
    }
  }
  return overviews;
}

std::string per_cent_or_dash(const std::optional<double>& share) {
  return share ? fmt::format("{:.1f}", 100 * *share) : "-";
}

std::string test_text(const runs::RunOverview& run) {
  if (run.measures.empty()) return "-";
  const auto& [name, value, interval] = run.measures.front();
  const std::string text = runs::measure_text(name, value);
  return name == "accuracy" ? text : runs::measure_phrase(name, text);
}

std::vector<runs::Measure> results_of(const runs::RunOverview& run) {
  std::vector<runs::Measure> results;
  if (run.train_score) results.push_back({"train_" + run.score_name, *run.train_score});
  if (run.validation_score)
    results.push_back({"validation_" + run.score_name, *run.validation_score});
  for (const auto& [name, value, interval] : run.measures)
    results.push_back({"test_" + name, value});
  return results;
}

std::string epochs_of(const runs::RunOverview& run) {
  return run.epochs_wanted > 0 ? fmt::format("{}/{}", run.epochs, run.epochs_wanted)
                               : fmt::to_string(run.epochs);
}

}  // namespace pinna::cli
