#include "pinna/runs/run_overview.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "pinna/core/config.h"
#include "pinna/runs/study_folder.h"

namespace pinna::runs {
namespace {

namespace fs = std::filesystem;

constexpr size_t kEpochsOfPace = 5;
/// Deeper folders are no place for runs: a study's are four below it.
constexpr int kMostDepth = 8;

template <class T>
T value_or(const core::ConfigTable& table, std::string_view key, T otherwise) {
  const core::ConfigValue* value = table.find(key);
  const auto* held = value ? std::get_if<T>(&value->data) : nullptr;
  return held ? *held : otherwise;
}

void read_recipe(RunOverview& overview, const core::ConfigTable& recipe) {
  overview.name = value_or<std::string>(recipe, "name", "");
  overview.fold = value_or<int64_t>(recipe, "fold", 0);
  overview.seed = static_cast<uint64_t>(value_or<int64_t>(recipe, "seed", 0));
  overview.epochs_wanted = value_or<int64_t>(recipe.table("training"), "epochs", 0);
}

void add_epoch(RunOverview& overview, const core::MetricRecord& record) {
  namespace metric = core::metric;
  overview.epochs = record.epoch;
  overview.train_loss = record.value(metric::train_loss);
  for (const char* name : {"accuracy", "frame_f1"})
    if (const auto score = record.value(fmt::format("train/{}", name))) {
      overview.score_name = name;
      overview.train_score = score;
      overview.validation_score = record.value(fmt::format("validation/{}", name));
    }
  if (overview.train_loss) overview.losses.push_back(*overview.train_loss);
  const auto score = overview.validation_score ? overview.validation_score : overview.train_score;
  if (score) overview.scores.push_back(*score);
  overview.epoch_seconds.push_back(record.value(metric::seconds).value_or(0));
  overview.seconds += overview.epoch_seconds.back();
}

}  // namespace

std::string RunOverview::state() const {
  return is_running ? "running" : std::string(status_name(status));
}

std::optional<double> RunOverview::seconds_left() const {
  if (epoch_seconds.empty() || epochs_wanted == 0) return std::nullopt;
  const size_t count = std::min(kEpochsOfPace, epoch_seconds.size());
  const double recent = std::accumulate(epoch_seconds.end() - static_cast<std::ptrdiff_t>(count),
                                        epoch_seconds.end(), 0.0);
  return recent / static_cast<double>(count) * static_cast<double>(epochs_wanted - epochs);
}

RunOverview overview_of(const RunFolder& run) {
  RunOverview overview{.path = run.path(),
                       .status = run.status(),
                       .is_running = run.is_running(),
                       .started = run.environment().started};
  read_recipe(overview, run.recipe());
  for (const core::MetricRecord& record : run.metrics()) add_epoch(overview, record);
  overview.measures = measures_of(run);
  return overview;
}

std::vector<fs::path> find_runs(const fs::path& folder) {
  core::require_folder(folder, "folder of runs");
  if (RunFolder::exists(folder)) return {folder};
  std::vector<fs::path> found;
  auto entry =
      fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied);
  for (; entry != fs::recursive_directory_iterator(); ++entry) {
    std::error_code ignored;
    if (!entry->is_directory(ignored) || entry->is_symlink(ignored)) continue;
    const bool is_run = RunFolder::exists(entry->path());
    if (is_run) found.push_back(entry->path());
    if (is_run || entry.depth() >= kMostDepth || entry->path().filename().string().starts_with('.'))
      entry.disable_recursion_pending();
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace pinna::runs
