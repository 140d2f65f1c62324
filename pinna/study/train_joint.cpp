#include "pinna/study/train_joint.h"

#include <memory>
#include <variant>

#include <torch/torch.h>

#include "pinna/data/paired_source.h"
#include "pinna/evaluation/batch_tensors.h"
#include "pinna/models/compat.h"
#include "pinna/models/joint_resnet.h"
#include "pinna/models/make_model.h"
#include "pinna/models/weights.h"
#include "pinna/study/resolved_training.h"
#include "pinna/study/run_tracking.h"
#include "pinna/study/save_networks.h"
#include "pinna/training/joint_objective.h"
#include "pinna/training/weight_average.h"

namespace pinna::study {
namespace {

/// A network of its own with the joint one's layers.
std::shared_ptr<models::Model> part_of_joint(const models::JointModel& joint,
                                             const models::ModelOptions& options) {
  constexpr uint64_t any_seed = 0;  // all weights are overwritten
  auto part = models::make_model(options, joint.shape(), any_seed);
  models::load_shared_weights(*part, models::weights_of(joint), "joint network");
  part->eval();
  return part;
}

}  // namespace

void train_joint(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                 const training::FitHooks& hooks, const OnWarning& on_warning) {
  const training::TrainingOptions training = resolved_training(recipe, run);
  models::use_threads(static_cast<int>(training.threads));
  const auto& network = std::get<models::EventResNetOptions>(recipe.model);
  SceneLoaders scenes = make_scene_loaders(recipe, training, data);
  RunLoaders clips =
      make_clip_loaders(recipe, training, data, training.epochs * scenes.train.batches_per_epoch());
  const auto model = models::make_joint_resnet(
      network,
      {.in_channels = scenes.train.num_channels(), .num_classes = std::ssize(data.table.labels)},
      recipe.seed);
  const training::JointObjective objective(
      {std::ssize(data.table.labels), training.weak_weight, &scenes.validation},
      {training.label_smoothing, nullptr});
  data::PairedSource source(scenes.train, clips.train);
  RunTracking tracking(recipe, run, on_warning);
  training::Checkpoints checkpoints({run.last_checkpoint_path(), run.best_checkpoint_path()});
  const training::FitState state = tracking.watch([&] {
    return training::fit(*model, source, objective, training, recipe.seed, checkpoints,
                         tracking.hooks(hooks, *model));
  });

  // Each network ends with the statistics of what it will hear.
  training::refresh_batch_norms(*model, scenes.train, training.epochs,
                                [&](const auto& batch) { evaluation::answers_to(*model, batch); });
  save_detector_of(run, recipe, data, scenes, part_of_joint(*model, network), state.epoch);
  // The first epoch of clips that training has not begun.
  const int64_t clip_steps = training.epochs * scenes.train.batches_per_epoch();
  const int64_t clip_batches = clips.train.batches_per_epoch();
  const int64_t clips_epoch = (clip_steps + clip_batches - 1) / clip_batches;
  training::refresh_batch_norms(*model, clips.train, clips_epoch, [&](const auto& batch) {
    model->classify(evaluation::input_tensor(batch));
  });
  const models::ResNetOptions classifier = models::clip_network(network);
  save_classifier_of(run.tagger_path(), recipe, recipe.joint.input, data.clips, classifier, clips,
                     part_of_joint(*model, classifier), state.epoch);
}

}  // namespace pinna::study
