#include "pinna/study/train_detector.h"

#include <torch/torch.h>

#include "pinna/evaluation/detector.h"
#include "pinna/evaluation/score_scenes.h"
#include "pinna/evaluation/tune_decoding.h"
#include "pinna/features/feature.h"
#include "pinna/models/compat.h"
#include "pinna/models/make_model.h"
#include "pinna/study/resolved_training.h"
#include "pinna/study/run_tracking.h"
#include "pinna/training/event_objective.h"

namespace pinna::study {

void train_detector(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                    const training::FitHooks& hooks, const OnWarning& on_warning) {
  const training::TrainingOptions training = resolved_training(recipe, run);
  models::use_threads(static_cast<int>(training.threads));
  const std::vector<std::string>& labels = data.table.labels;
  SceneLoaders loaders = make_scene_loaders(recipe, training, data);
  const auto model = models::make_model(
      recipe.model,
      {.in_channels = loaders.train.num_channels(), .num_classes = std::ssize(labels)},
      recipe.seed);

  const training::EventObjective objective(std::ssize(labels), training.weak_weight,
                                           &loaders.validation);
  RunTracking tracking(recipe, run, on_warning);
  training::Checkpoints checkpoints({run.last_checkpoint_path(), run.best_checkpoint_path()});
  const training::FitState state = tracking.watch([&] {
    return training::fit(*model, loaders.train, objective, training, recipe.seed, checkpoints,
                         tracking.hooks(hooks, *model));
  });
  const metrics::ScoreTable scores =
      evaluation::score_scenes(*model, loaders.validation, data.table);
  evaluation::save_detector({.labels = labels,
                             .input = recipe.input,
                             .feature = recipe.feature,
                             .statistics = loaders.statistics,
                             .model_options = recipe.model,
                             .decoding = evaluation::tune_decoding(scores, data.events, labels),
                             .epoch = state.best_epoch > 0 ? state.best_epoch : state.epoch,
                             .model = model},
                            run.model_path());
}

}  // namespace pinna::study
