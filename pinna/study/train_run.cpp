#include "pinna/study/train_run.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/core/parallel.h"
#include "pinna/data/table_hash.h"
#include "pinna/models/compat.h"
#include "pinna/models/make_model.h"
#include "pinna/runs/run_folder.h"
#include "pinna/study/parts.h"
#include "pinna/study/resolved_training.h"
#include "pinna/study/run_loaders.h"
#include "pinna/study/run_tracking.h"
#include "pinna/study/same_data.h"
#include "pinna/study/save_networks.h"
#include "pinna/study/train_combination.h"
#include "pinna/study/train_detector.h"
#include "pinna/study/train_joint.h"
#include "pinna/study/transfer.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using runs::RunFolder;

runs::Environment environment_of(const Recipe& recipe, const data::ClipTable& table) {
  runs::Environment environment = runs::this_environment();
  environment.versions.emplace_back("libtorch", models::libtorch_version());
  environment.threads =
      recipe.training.threads > 0 ? recipe.training.threads : core::num_processors();
  environment.precision = core::enum_name(models::resolve(recipe.training.precision));
  environment.seed = recipe.seed;
  environment.data_hash = data::table_hash(table);
  return environment;
}

RunFolder open_run(const Recipe& recipe, const data::ClipTable& table, const fs::path& folder,
                   Start start) {
  const core::ConfigTable resolved = core::to_config(recipe);
  if (start == Start::fresh || !RunFolder::exists(folder))
    return RunFolder::create(folder, resolved, environment_of(recipe, table));
  RunFolder run = RunFolder::resume(folder, resolved);
  require_same_data(run, table);
  return run;
}

void train_classifier(const RunFolder& run, const Recipe& recipe, const RunData& data,
                      const training::FitHooks& hooks, const OnWarning& on_warning) {
  const training::TrainingOptions training = resolved_training(recipe, run);
  models::use_threads(static_cast<int>(training.threads));
  const std::optional<Beginning> beginning = beginning_of(recipe, run.path());
  RunLoaders loaders = make_run_loaders(
      recipe, training, data, beginning ? GivenStatistics(beginning->statistics) : std::nullopt);
  const auto model = models::make_model(
      recipe.model,
      {.in_channels = loaders.train.num_channels(), .num_classes = data.table.num_classes()},
      recipe.seed);
  if (beginning) begin_with(*model, *beginning, recipe);
  RunTracking tracking(recipe, run, on_warning);
  training::Checkpoints checkpoints({run.last_checkpoint_path(), run.best_checkpoint_path()});
  const training::FitState state = tracking.watch([&] {
    return training::fit(*model, loaders.train, loaders.validation.get(), training, recipe.seed,
                         checkpoints, tracking.hooks(hooks, *model));
  });
  save_classifier_of(run.model_path(), recipe, recipe.input, data.table, recipe.model, loaders,
                     model, state.best_epoch > 0 ? state.best_epoch : state.epoch);
}

}  // namespace

void train_run(const Recipe& recipe, const fs::path& folder, Start start,
               const training::FitHooks& hooks, const OnWarning& on_warning) {
  RunData data = read_run_data(recipe);
  RunFolder run = open_run(recipe, data.table, folder, start);
  data = sealed(std::move(data));
  if (run.status() == runs::RunStatus::done) return;
  if (hooks.stop_requested && hooks.stop_requested())
    throw core::Interrupted({.what = "stopped before training", .where = folder.string()});
  try {
    require_unheard_parts(run, recipe, data);
    const auto train = combines(recipe)         ? train_combination
                       : is_joint(recipe)       ? train_joint
                       : detects_events(recipe) ? train_detector
                                                : train_classifier;
    train(run, recipe, data, hooks, on_warning);
    run.mark_done();
  } catch (const training::NonFiniteLoss& error) {
    std::vector<std::string> clips;
    for (const int64_t clip : error.clips) clips.push_back(data.table.clip(clip).id);
    run.write_failed_batch(clips);
    run.mark_failed(error.what());
    throw;
  } catch (const core::Interrupted&) {
    throw;
  } catch (const std::exception& error) {
    run.mark_failed(error.what());
    throw;
  }
}

}  // namespace pinna::study
