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
                                       const data::Split& split, int64_t threads) {
  if (!recipe.standardize)
    return features::BinStatistics::none(features::make_feature(recipe.feature)->num_bins());
  return data::fit_statistics(store, split.train, recipe.feature, static_cast<int>(threads));
}

}  // namespace

data::Split split_of(const Recipe& recipe, const data::ClipTable& table) {
  return detects_events(recipe) ? data::split_scenes(table, recipe.fold)
                                : data::split_fold(table, recipe.fold, recipe.split, recipe.seed);
}

RunData read_run_data(const Recipe& recipe) {
  RunData result;
  if (detects_events(recipe)) {
    data::SoundscapeFolder scenes =
        data::read_soundscape_folder(std::get<data::SoundscapeFolderOptions>(recipe.data));
    if (!combines(recipe)) require_whole_scenes(recipe.input, scenes.scene_seconds);
    result.scene_seconds = scenes.scene_seconds;
    result.table = std::move(scenes.table);
    result.events = std::move(scenes.events);
  } else {
    result.table = data::read_dataset(recipe.data);
  }
  result.split = split_of(recipe, result.table);
  return result;
}

RunData sealed(RunData data) {
  std::vector<std::filesystem::path> open(data.table.clips.size());
  for (const auto* part : {&data.split.train, &data.split.validation})
    for (const int64_t clip : *part) open[static_cast<size_t>(clip)] = data.table.clip(clip).path;
  for (size_t i = 0; i < open.size(); ++i) data.table.clips[i].path = std::move(open[i]);
  return data;
}

RunLoaders make_run_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                            const RunData& data) {
  const data::Split& split = data.split;
  const auto store = std::make_shared<data::ClipStore>(
      data.table, features::make_feature(recipe.feature)->sample_rate(), recipe.input);
  const features::BinStatistics statistics =
      statistics_for(recipe, *store, split, training.threads);
  const data::TrainingPass pass{
      .augment = recipe.augment, .num_epochs = training.epochs, .seed = recipe.seed};
  const data::LoaderOptions& options = training.loader;
  return {.store = store,
          .statistics = statistics,
          .train = {store, split.train, recipe.feature, statistics, options, pass},
          .validation = split.validation.empty()
                            ? nullptr
                            : std::make_unique<data::BatchLoader>(
                                  store, split.validation, recipe.feature, statistics, options)};
}

SceneLoaders make_scene_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                                const RunData& data) {
  const data::Split& split = data.split;
  constexpr int64_t keep_nothing = 0;  // features are computed once
  const auto store = std::make_shared<data::ClipStore>(
      data.table, features::make_feature(recipe.feature)->sample_rate(), recipe.input,
      keep_nothing);
  const int64_t frames = models::frames_per_score(recipe.model);
  const features::BinStatistics statistics =
      statistics_for(recipe, *store, split, training.threads);
  const data::ScenePass pass{.augment = recipe.scene_augment, .seed = recipe.seed};
  const data::LoaderOptions& options = training.loader;
  return {
      .statistics = statistics,
      .train = {store, data.events, split.train, recipe.feature, statistics, frames, options, pass},
      .validation = {store, data.events, split.validation, recipe.feature, statistics, frames,
                     options}};
}

}  // namespace pinna::study
