// What is kept of an unfinished training: everything that makes the next step the same as if
// nothing had happened.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "pinna/training/optimizer.h"
#include "pinna/training/weight_average.h"

namespace pinna::models {
class Model;
}

namespace pinna::training {

/// How far a training has come. Sums run over the clips of the present epoch.
struct FitState {
  int64_t epoch = 0;          ///< epochs finished
  int64_t step_in_epoch = 0;  ///< steps finished in the epoch after those
  double loss_sum = 0;
  double score_sum = 0;  ///< of the objective's scores
  double clips_seen = 0;
  double seconds = 0;  ///< wall time of the present epoch before the last interruption

  int64_t best_epoch = 0;  ///< 0 = none yet
  double best_loss = 0;

  bool operator==(const FitState&) const = default;
};

/// What changes from step to step. `average` is null where the weights are not averaged.
struct FitParts {
  models::Model& model;
  Optimizer& optimizer;
  WeightAverage* average = nullptr;
};

/// Where the two files of a training lie.
struct CheckpointPaths {
  std::filesystem::path last;  ///< model, optimizer, average and state of the newest epoch
  std::filesystem::path best;  ///< model of the best epoch
};

/// Reads and writes checkpoints as safetensors. Every write is atomic: a file is the old one or the
/// new one, whole. Reading throws core::BadData naming the file if it is damaged or does not fit.
class Checkpoints {
 public:
  explicit Checkpoints(CheckpointPaths paths) : paths_(std::move(paths)) {}

  void save_last(const FitParts& parts, const FitState& state) const;
  /// Restores the parts; nullopt where there is no checkpoint yet.
  std::optional<FitState> load_last(const FitParts& parts) const;

  void save_best(const models::Model& model) const;
  void load_best(models::Model& model) const;

 private:
  CheckpointPaths paths_;
};

}  // namespace pinna::training
