#include "pinna/study/run_loaders.h"

#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/data/fit_statistics.h"
#include "pinna/data/read_dataset.h"
#include "pinna/features/feature.h"

namespace pinna::study {
namespace {

/// Labels say when sounds begin in the scene as it is.
void require_whole_scenes(const data::ClipInputOptions& input, double scene_seconds) {
  if (input.clip_seconds == scene_seconds && input.trim == data::Trim::none) return;
  throw core::InvalidOptions(
      {.what = "input of soundscapes",
       .got = fmt::format("clip_seconds = {}, trim = \"{}\"", input.clip_seconds,
                          core::enum_name(input.trim)),
       .expected = fmt::format("clip_seconds = {}, as long as the scenes, and trim = \"none\"",
                               scene_seconds)});
}

features::BinStatistics statistics_for(const Recipe& recipe, data::ClipStore& store,
                                       const data::Split& split, int64_t threads,
                                       const GivenStatistics& given = std::nullopt) {
  if (given) return *given;
  if (!recipe.standardize)
    return features::BinStatistics::none(features::make_feature(recipe.feature)->num_bins());
  return data::fit_statistics(store, split.train, recipe.feature, static_cast<int>(threads));
}

RunLoaders clip_loaders(const std::shared_ptr<data::ClipStore>& store, const data::Split& split,
                        const Recipe& recipe, const features::BinStatistics& statistics,
                        const data::LoaderOptions& options, const data::TrainingPass& pass) {
  return {.store = store,
          .statistics = statistics,
          .train = {store, split.train, recipe.feature, statistics, options, pass},
          .validation = split.validation.empty()
                            ? nullptr
                            : std::make_unique<data::BatchLoader>(
                                  store, split.validation, recipe.feature, statistics, options)};
}

}  // namespace

RunData read_undivided(const Recipe& recipe) {
  RunData result;
  if (!uses_scenes(recipe)) {
    result.table = data::read_dataset(recipe.data);
    return result;
  }
  const auto& options = std::get<data::SoundscapeFolderOptions>(recipe.data);
  result.scenes =
      std::make_shared<const data::SoundscapeFolder>(data::read_soundscape_folder(options));
  result.scene_seconds = result.scenes->scene_seconds;
  if (!detects_events(recipe)) {
    result.table = data::read_clips_of_scenes(options, *result.scenes);
    return result;
  }
  if (!combines(recipe)) require_whole_scenes(recipe.input, result.scene_seconds);
  result.table = result.scenes->table;
  result.events = result.scenes->events;
  if (is_joint(recipe)) result.clips = data::read_clips_of_scenes(options, *result.scenes);
  return result;
}

void divide(RunData& data, const Recipe& recipe) {
  if (!data.scenes) {
    data.split = data::split_fold(data.table, recipe.fold, recipe.split, recipe.seed);
  } else if (detects_events(recipe)) {
    data.split = data::split_scenes(data.table, recipe.fold);
    if (is_joint(recipe))
      data.clip_split = data::split_clips_of_scenes(data.clips, *data.scenes, recipe.fold);
  } else {
    data.split = data::split_clips_of_scenes(data.table, *data.scenes, recipe.fold);
  }
}

RunData read_run_data(const Recipe& recipe) {
  RunData data = read_undivided(recipe);
  divide(data, recipe);
  return data;
}

namespace {

/// No way to the sound of the clips that are in neither part.
void seal(data::ClipTable& table, const data::Split& split) {
  std::vector<std::filesystem::path> open(table.clips.size());
  for (const auto* part : {&split.train, &split.validation})
    for (const int64_t clip : *part) open[static_cast<size_t>(clip)] = table.clip(clip).path;
  for (size_t i = 0; i < open.size(); ++i) table.clips[i].path = std::move(open[i]);
}

}  // namespace

RunData sealed(RunData data) {
  seal(data.table, data.split);
  seal(data.clips, data.clip_split);
  return data;
}

RunLoaders make_run_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                            const RunData& data, const GivenStatistics& given) {
  const auto store = std::make_shared<data::ClipStore>(
      data.table, features::make_feature(recipe.feature)->sample_rate(), recipe.input);
  const data::TrainingPass pass{
      .augment = recipe.augment, .num_epochs = training.epochs, .seed = recipe.seed};
  return clip_loaders(store, data.split, recipe,
                      statistics_for(recipe, *store, data.split, training.threads, given),
                      training.loader, pass);
}

RunLoaders make_clip_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                             const RunData& data, int64_t num_steps) {
  const auto store = std::make_shared<data::ClipStore>(
      data.clips, features::make_feature(recipe.feature)->sample_rate(), recipe.joint.input);
  data::LoaderOptions options = training.loader;
  options.batch_size = recipe.joint.clips_per_step;
  const int64_t steps_per_epoch =
      (std::ssize(data.clip_split.train) + options.batch_size - 1) / options.batch_size;
  const data::TrainingPass pass{.augment = recipe.joint.augment,
                                .num_epochs = (num_steps + steps_per_epoch - 1) / steps_per_epoch,
                                .seed = recipe.seed};
  return clip_loaders(store, data.clip_split, recipe,
                      statistics_for(recipe, *store, data.clip_split, training.threads), options,
                      pass);
}

SceneLoaders make_scene_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                                const RunData& data, const GivenStatistics& given,
                                const data::SceneConditions& tags) {
  const data::Split& split = data.split;
  constexpr int64_t keep_nothing = 0;  // features are computed once
  const auto store = std::make_shared<data::ClipStore>(
      data.table, features::make_feature(recipe.feature)->sample_rate(), recipe.input,
      keep_nothing);
  const int64_t frames = models::frames_per_score(recipe.model);
  const features::BinStatistics statistics =
      statistics_for(recipe, *store, split, training.threads, given);
  const data::ScenePass pass{.augment = recipe.scene_augment, .seed = recipe.seed};
  const data::LoaderOptions& options = training.loader;
  return {.statistics = statistics,
          .train = {store, data.events, split.train, recipe.feature, statistics, frames, options,
                    pass, tags},
          .validation = {store, data.events, split.validation, recipe.feature, statistics, frames,
                         options, std::nullopt, tags}};
}

}  // namespace pinna::study
