#include "pinna/runs/run_folder.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/json_text.h"
#include "pinna/core/lock_probe.h"
#include "pinna/core/npz.h"
#include "pinna/events/event_table.h"
#include "pinna/metrics/predictions_csv.h"
#include "pinna/runs/model_card.h"
#include "pinna/runs/recorded_options.h"

namespace pinna::runs {
namespace {

namespace fs = std::filesystem;

constexpr const char* recipe_name = "recipe.toml";
constexpr const char* environment_name = "environment.json";
constexpr const char* checkpoints_name = "checkpoints";
constexpr const char* predictions_name = "predictions.csv";
constexpr const char* scores_name = "scores.json";
constexpr const char* event_scores_name = "event-scores.json";
constexpr const char* reference_name = "reference.tsv";
constexpr const char* durations_name = "durations.tsv";
constexpr const char* events_name = "events.tsv";
constexpr const char* frame_scores_name = "frame-scores.npz";
constexpr const char* model_card_name = "README.md";
constexpr const char* done_name = "DONE";
constexpr const char* failed_name = "FAILED";
constexpr const char* lock_name = ".lock";
constexpr const char* event_scores_schema = "pinna.event_run_scores/2";

/// Whether a creation that was killed half-way can have left it.
bool is_remnant(const fs::path& entry) {
  const std::string name = entry.filename().string();
  return name == lock_name || name == environment_name || name == checkpoints_name ||
         (name.starts_with('.') && name.ends_with(".tmp"));
}

void require_vacant(const fs::path& path) {
  for (const auto& entry : fs::directory_iterator(path))
    if (!is_remnant(entry.path()))
      throw core::InvalidOptions(
          {.what = "folder for a new run",
           .got = fmt::format("one that holds {}", entry.path().filename().string()),
           .expected = "an empty one",
           .where = path.string(),
           .fix = RunFolder::exists(path) ? "continue the run with --resume or choose another"
                                          : "choose another"});
}

/// What writes that were killed left behind; only for the holder of the lock.
void remove_temporary_files(const fs::path& run) {
  std::vector<fs::path> left;
  for (const auto& entry : fs::recursive_directory_iterator(run))
    if (entry.path().filename().string().starts_with('.') && entry.path().extension() == ".tmp")
      left.push_back(entry.path());
  for (const fs::path& file : left) fs::remove(file);
}

void require_run(const fs::path& path) {
  core::require_file(path / recipe_name, "no run here", "give a folder that pinna train made");
}

}  // namespace

bool RunFolder::exists(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path / recipe_name, ignored);
}

RunFolder RunFolder::create(const fs::path& path, const core::ConfigTable& recipe,
                            const Environment& environment) {
  core::make_folder(path);
  require_vacant(path);
  RunFolder run(path);
  run.lock_ = std::make_unique<core::FileLock>(path / lock_name);
  require_vacant(path);
  core::make_folder(path / checkpoints_name);
  remove_temporary_files(path);
  core::write_file_atomically(path / environment_name, to_json(environment).dump(2) + "\n");
  core::write_file_atomically(path / recipe_name, core::to_toml(recipe));
  return run;
}

RunFolder RunFolder::resume(const fs::path& path, const core::ConfigTable& recipe) {
  RunFolder run = open(path);
  require_same_config(run.recipe(), recipe, path.string());
  run.lock_ = std::make_unique<core::FileLock>(path / lock_name);
  remove_temporary_files(path);
  keep_latest_config(path / recipe_name, run.recipe(), recipe);
  fs::remove(path / failed_name);
  fs::remove(run.failed_batch_path());
  return run;
}

RunFolder RunFolder::open(const fs::path& path) {
  require_run(path);
  return RunFolder(path);
}

fs::path RunFolder::metrics_path() const {
  return path_ / "metrics.jsonl";
}

fs::path RunFolder::last_checkpoint_path() const {
  return path_ / checkpoints_name / "last.safetensors";
}

fs::path RunFolder::best_checkpoint_path() const {
  return path_ / checkpoints_name / "best.safetensors";
}

fs::path RunFolder::model_path() const {
  return path_ / "model.safetensors";
}

fs::path RunFolder::tagger_path() const {
  return path_ / "tagger.safetensors";
}

fs::path RunFolder::tensorboard_path() const {
  return path_ / "tensorboard";
}

fs::path RunFolder::wandb_path() const {
  return path_ / "wandb";
}

fs::path RunFolder::mlflow_run_path() const {
  return path_ / "mlflow-run.json";
}

fs::path RunFolder::mlflow_spool_path() const {
  return path_ / "mlflow-spool.jsonl";
}

fs::path RunFolder::failed_batch_path() const {
  return path_ / "failed-batch.txt";
}

fs::path RunFolder::embeddings_path() const {
  return path_ / "embeddings.npy";
}

fs::path RunFolder::embedding_table_path() const {
  return path_ / "embeddings.csv";
}

fs::path RunFolder::figures_path() const {
  return path_ / "figures";
}

fs::path RunFolder::evidence_path(std::string_view clip) const {
  std::string name;
  for (const char c : clip) name += c == '/' ? "%2F" : c == '%' ? "%25" : std::string(1, c);
  return figures_path() / "grad-cam" / (name + ".png");
}

core::ConfigTable RunFolder::recipe() const {
  return core::read_toml(path_ / recipe_name);
}

Environment RunFolder::environment() const {
  const fs::path file = path_ / environment_name;
  return environment_from_json(core::parse_json(core::read_file(file), file.string()),
                               file.string());
}

std::vector<core::MetricRecord> RunFolder::metrics() const {
  return core::read_records(metrics_path());
}

void RunFolder::truncate_metrics_after(int64_t epoch) const {
  core::truncate_records_after(metrics_path(), epoch);
}

void RunFolder::write_failed_batch(std::span<const std::string> clips) const {
  core::write_file_atomically(failed_batch_path(), fmt::format("{}\n", fmt::join(clips, "\n")));
}

void RunFolder::write_predictions(const metrics::ClipPredictions& predictions) const {
  core::write_file_atomically(path_ / predictions_name, metrics::to_csv(predictions));
}

void RunFolder::write_scores(const RunScores& scores) const {
  core::write_file_atomically(path_ / scores_name, to_json(scores).dump(2) + "\n");
}

void RunFolder::write_model_card() const {
  core::write_file_atomically(path_ / model_card_name,
                              has_event_scores()
                                  ? event_model_card(recipe(), environment(), event_scores())
                                  : model_card(recipe(), environment(), scores()));
}

bool RunFolder::has_scores() const {
  return fs::exists(path_ / scores_name);
}

void RunFolder::write_event_scores(const ScoredScenes& scenes,
                                   const nlohmann::ordered_json& scores) const {
  core::write_file_atomically(path_ / reference_name, events::to_tsv(scenes.reference));
  core::write_file_atomically(path_ / durations_name, events::to_tsv(scenes.durations));
  core::write_file_atomically(path_ / events_name, events::to_tsv(scenes.detector.estimated));
  core::write_npz(path_ / frame_scores_name, to_arrays(scenes.detector.scores));
  nlohmann::ordered_json json{{"schema", event_scores_schema}};
  json.update(scores);
  core::write_file_atomically(path_ / event_scores_name, json.dump(2) + "\n");
}

bool RunFolder::has_event_scores() const {
  return fs::exists(path_ / event_scores_name);
}

nlohmann::ordered_json RunFolder::event_scores() const {
  const std::string file = (path_ / event_scores_name).string();
  core::require_file(file, "the run is not evaluated yet", "run pinna evaluate on it");
  nlohmann::ordered_json json = core::parse_json(core::read_file(file), file);
  core::require_schema(json, event_scores_schema, file);
  return json;
}

ScoredScenes RunFolder::scored_scenes() const {
  const nlohmann::ordered_json json = event_scores();
  const std::string file = (path_ / event_scores_name).string();
  std::vector<std::string> labels;
  double frame_seconds = 0;
  try {
    json.at("labels").get_to(labels);
    json.at("frame_seconds").get_to(frame_seconds);
  } catch (const nlohmann::json::exception& error) {
    core::throw_bad_json(file, error.what());
  }
  const fs::path scores = path_ / frame_scores_name;
  return {.reference = events::read_event_table(path_ / reference_name),
          .durations = events::read_durations(path_ / durations_name),
          .detector = {.estimated = events::read_event_table(path_ / events_name),
                       .scores = scores_from_arrays(core::read_npz(scores), labels, frame_seconds,
                                                    scores.string())}};
}

bool RunFolder::is_complete() const {
  return status() == RunStatus::done && (has_scores() || has_event_scores()) &&
         fs::exists(path_ / model_card_name);
}

metrics::ClipPredictions RunFolder::predictions() const {
  core::require_file(path_ / predictions_name, "the run is not evaluated yet",
                     "run pinna evaluate on it");
  return metrics::read_predictions(path_ / predictions_name);
}

RunScores RunFolder::scores() const {
  const fs::path file = path_ / scores_name;
  core::require_file(file, "the run is not evaluated yet", "run pinna evaluate on it");
  return run_scores_from_json(core::parse_json(core::read_file(file), file.string()),
                              file.string());
}

RunStatus RunFolder::status() const {
  if (fs::exists(path_ / done_name)) return RunStatus::done;
  return fs::exists(path_ / failed_name) ? RunStatus::failed : RunStatus::unfinished;
}

bool RunFolder::is_running() const {
  return core::is_locked(path_ / lock_name);
}

std::string RunFolder::failure() const {
  if (status() != RunStatus::failed) return "";
  std::string line = core::read_file(path_ / failed_name);
  return line.substr(0, line.find('\n'));
}

void RunFolder::mark_done() const {
  fs::remove(path_ / failed_name);
  core::write_file_atomically(path_ / done_name, "");
}

void RunFolder::mark_failed(std::string_view error_line) const {
  core::write_file_atomically(path_ / failed_name, std::string(error_line) + "\n");
}

}  // namespace pinna::runs
