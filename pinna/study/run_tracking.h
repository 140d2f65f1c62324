// What trackers learn of a run: its epochs, weights and scores.
#pragma once

#include <functional>
#include <string>

#include "pinna/metrics/classification.h"
#include "pinna/metrics/predictions.h"
#include "pinna/runs/run_folder.h"
#include "pinna/study/recipe.h"
#include "pinna/study/train_run.h"
#include "pinna/tracking/multi_sink.h"
#include "pinna/training/fit.h"

namespace pinna::models {
class Model;
}

namespace pinna::study {

/// The sinks of one training. Whatever trackers do, the training goes on; only the run's own log
/// may fail it.
class RunTracking {
 public:
  RunTracking(const Recipe& recipe, const runs::RunFolder& run, OnWarning on_warning);

  /// `hooks` with every epoch logged. A resumed log ends where the checkpoint does.
  training::FitHooks hooks(training::FitHooks hooks, const models::Model& model);

  /// Runs `fit` and closes the sinks with what came of it.
  training::FitState watch(const std::function<training::FitState()>& fit);

 private:
  void start(int64_t epochs_done);
  void log(const training::EpochRecord& record, const models::Model& model);
  void log_weights(int64_t epoch, const models::Model& model);
  void close(tracking::Outcome outcome);
  void pass_warnings_on();

  const Recipe& recipe_;
  const runs::RunFolder& run_;
  OnWarning on_warning_;
  tracking::MultiSink sinks_;
};

/// Gives the trackers of a run what its evaluation found, as the step after its last epoch.
void track_scores(const Recipe& recipe, const runs::RunFolder& run,
                  const metrics::ClipPredictions& predictions,
                  const metrics::ClassificationScores& scores, const OnWarning& on_warning);

}  // namespace pinna::study
