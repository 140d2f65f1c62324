// The training loop: batches in, weights out.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pinna/core/error.h"
#include "pinna/training/checkpoint.h"
#include "pinna/training/objective.h"
#include "pinna/training/training_options.h"

namespace pinna::data {
class BatchLoader;
class BatchSource;
}  // namespace pinna::data
namespace pinna::models {
class Model;
}

namespace pinna::training {

/// What one finished epoch looked like. Validation values are NaN where there is no validation
/// part.
struct EpochRecord {
  int64_t epoch = 0;  ///< 1-based
  double train_loss = 0;
  std::string score_name = {};  ///< what the objective's score is
  double train_score = 0;
  double validation_loss = 0;
  double validation_score = 0;
  double learning_rate = 0;  ///< of the epoch's last step
  double seconds = 0;
  double clips_per_second = 0;  ///< training only
  /// Share of the training time in which the network waited for the next batch.
  double loader_wait = 0;
};

/// A loss or gradient stopped being a number; `clips` are the indices of the batch's clips.
struct NonFiniteLoss : core::BadData {
  NonFiniteLoss(core::ErrorParts parts, std::vector<int64_t> clips)
      : BadData(std::move(parts)), clips(std::move(clips)) {}
  std::vector<int64_t> clips;
};

/// Callbacks of the caller; each may be empty.
struct FitHooks {
  /// Before the first step: the epochs that the checkpoint holds, 0 without one.
  std::function<void(int64_t epochs_done)> on_start;
  std::function<void(const EpochRecord&)> on_epoch;
  std::function<void(int64_t step, int64_t total_steps, double loss)> on_step;
  std::function<bool()> stop_requested;
};

/// Trains `model` in place from the newest checkpoint, or from its present weights if there is
/// none. A checkpoint is written after every epoch, and before stopping on request
/// (core::Interrupted). Afterwards the model holds the selected weights, in evaluation mode. The
/// same seed, options, data and thread count give the same weights, however often interrupted.
/// Throws NonFiniteLoss; InvalidOptions if a validation part is needed and absent.
FitState fit(models::Model& model, data::BatchSource& train, const Objective& objective,
             const TrainingOptions& options, uint64_t seed, Checkpoints& checkpoints,
             const FitHooks& hooks);

/// The same for a ClassificationObjective; `validation` may be null.
FitState fit(models::Model& model, data::BatchLoader& train, data::BatchLoader* validation,
             const TrainingOptions& options, uint64_t seed, Checkpoints& checkpoints,
             const FitHooks& hooks);

}  // namespace pinna::training
