#include "pinna/study/train_detector.h"

#include <optional>

#include <torch/torch.h>

#include "pinna/evaluation/detector.h"
#include "pinna/evaluation/scene_tags.h"
#include "pinna/models/compat.h"
#include "pinna/models/make_model.h"
#include "pinna/study/resolved_training.h"
#include "pinna/study/run_tracking.h"
#include "pinna/study/save_networks.h"
#include "pinna/study/tagging.h"
#include "pinna/study/transfer.h"
#include "pinna/training/event_objective.h"

namespace pinna::study {
namespace {

/// Training and validation scenes each by themselves, as test scenes will be.
data::SceneConditions tags_to_learn_from(const evaluation::Tagging& tagging, const RunData& data) {
  data::SceneConditions tags;
  for (const auto* part : {&data.split.train, &data.split.validation})
    tags.merge(evaluation::scene_tags(tagging.classifier.get(), tagging.options, data.table.labels,
                                      data.labelled(), *part));
  return tags;
}

}  // namespace

void train_detector(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                    const training::FitHooks& hooks, const OnWarning& on_warning) {
  const training::TrainingOptions training = resolved_training(recipe, run);
  models::use_threads(static_cast<int>(training.threads));
  const std::vector<std::string>& labels = data.table.labels;
  const std::optional<Beginning> beginning = beginning_of(recipe, run.path());
  const std::optional<evaluation::Tagging> tagging = tagging_of(recipe, run.path());
  SceneLoaders loaders = make_scene_loaders(
      recipe, training, data, beginning ? GivenStatistics(beginning->statistics) : std::nullopt,
      tagging ? tags_to_learn_from(*tagging, data) : data::SceneConditions());
  const auto model = models::make_model(recipe.model,
                                        {.in_channels = loaders.train.num_channels(),
                                         .num_classes = std::ssize(labels),
                                         .num_conditions = tagging ? std::ssize(labels) : 0},
                                        recipe.seed);
  if (beginning) begin_with(*model, *beginning, recipe);

  const training::EventObjective objective(std::ssize(labels), training.weak_weight,
                                           &loaders.validation);
  RunTracking tracking(recipe, run, on_warning);
  training::Checkpoints checkpoints({run.last_checkpoint_path(), run.best_checkpoint_path()});
  const training::FitState state = tracking.watch([&] {
    return training::fit(*model, loaders.train, objective, training, recipe.seed, checkpoints,
                         tracking.hooks(hooks, *model));
  });
  save_detector_of(run, recipe, data, loaders, model,
                   state.best_epoch > 0 ? state.best_epoch : state.epoch, tagging);
}

}  // namespace pinna::study
