// The folder of one training run: every path and record in it, spelled here and nowhere else.
//
//     recipe.toml          the resolved recipe; its presence makes the folder a run
//     environment.json     what the run was made with
//     metrics.jsonl        one record an epoch
//     checkpoints/         last.safetensors, best.safetensors
//     predictions.csv      the test fold: clip, label, predicted, one probability a class
//     scores.json          scores of the predictions, with the protocol that led to them
//     event-scores.json    scores of a network that detects events, instead of the two above
//     reference.tsv        what sounds in the test scenes
//     durations.tsv        how long they are
//     events.tsv           what is detected in them
//     frame-scores.npz     from what: [frames, classes] of each scene
//     embeddings.npy       [clips, numbers]: what the last layer decides by
//     embeddings.csv       the clips of its rows, and where they lie in the plane
//     figures/             embeddings-*.png and .pdf; grad-cam/<clip>.png
//     model.safetensors    the weights that were scored
//     README.md            the model card
//     tensorboard/         event files, where the recipe wants them; likewise the next three
//     wandb/               W&B runs that `wandb sync` takes
//     mlflow-run.json      which run of which MLflow server this is
//     mlflow-spool.jsonl   what that server has not received yet; absent if it has all
//     failed-batch.txt     the clips whose batch made the training diverge
//     DONE | FAILED        how it ended; FAILED holds the error line
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/core/config.h"
#include "pinna/core/files.h"
#include "pinna/core/metric_log.h"
#include "pinna/metrics/predictions.h"
#include "pinna/runs/environment.h"
#include "pinna/runs/run_scores.h"
#include "pinna/runs/scored_scenes.h"

namespace pinna::runs {

enum class RunStatus { unfinished, done, failed };

class RunFolder {
 public:
  /// Whether `path` holds a run.
  static bool exists(const std::filesystem::path& path);

  /// A new run, locked for this process until the object goes. What a killed creation left is
  /// reused. InvalidOptions if a run or anything else is there, IoError if it is locked.
  static RunFolder create(const std::filesystem::path& path, const core::ConfigTable& recipe,
                          const Environment& environment);
  /// An existing run to go on writing, locked likewise; a FAILED marker is removed. MissingInput
  /// if there is none, InvalidOptions naming the first difference if it was made with another
  /// recipe.
  static RunFolder resume(const std::filesystem::path& path, const core::ConfigTable& recipe);
  /// An existing run to look at or to score, without lock. MissingInput if there is none.
  static RunFolder open(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path metrics_path() const;
  std::filesystem::path last_checkpoint_path() const;
  std::filesystem::path best_checkpoint_path() const;
  std::filesystem::path model_path() const;
  std::filesystem::path tagger_path() const;       ///< the classifier of a joint network
  std::filesystem::path tensorboard_path() const;  ///< a folder, like the next
  std::filesystem::path wandb_path() const;
  std::filesystem::path mlflow_run_path() const;
  std::filesystem::path mlflow_spool_path() const;
  /// The ids of the clips in the batch whose loss was not finite, one a line.
  std::filesystem::path failed_batch_path() const;
  std::filesystem::path embeddings_path() const;
  std::filesystem::path embedding_table_path() const;
  std::filesystem::path figures_path() const;  ///< a folder
  /// The picture of what speaks for a class in a clip. Slashes in the name are written %2F.
  std::filesystem::path evidence_path(std::string_view clip) const;

  core::ConfigTable recipe() const;
  Environment environment() const;
  /// The log so far; empty before the first epoch has ended.
  std::vector<core::MetricRecord> metrics() const;
  void truncate_metrics_after(int64_t epoch) const;

  void write_failed_batch(std::span<const std::string> clips) const;
  void write_predictions(const metrics::ClipPredictions& predictions) const;
  void write_scores(const RunScores& scores) const;
  /// Writes README.md from what the folder holds; needs the scores.
  void write_model_card() const;
  bool has_scores() const;
  /// Of a detector: its scenes, and its scores ("pinna.event_run_scores/2"), which name the labels
  /// and frame_seconds of the scenes' scores too.
  void write_event_scores(const ScoredScenes& scenes, const nlohmann::ordered_json& scores) const;
  bool has_event_scores() const;
  /// MissingInput that says which command makes them, BadData for what is damaged.
  nlohmann::ordered_json event_scores() const;
  ScoredScenes scored_scenes() const;
  /// Trained, scored and described: nothing is left to do.
  bool is_complete() const;
  /// MissingInput that says which command makes them if the run is not evaluated yet.
  metrics::ClipPredictions predictions() const;
  RunScores scores() const;

  RunStatus status() const;
  /// Whether a process holds the lock now, which it does while it trains.
  bool is_running() const;
  /// The line in FAILED, empty if the run did not fail.
  std::string failure() const;
  void mark_done() const;
  void mark_failed(std::string_view error_line) const;

 private:
  explicit RunFolder(std::filesystem::path path) : path_(std::move(path)) {}

  std::filesystem::path path_;
  std::unique_ptr<core::FileLock> lock_;
};

}  // namespace pinna::runs
