#include "pinna/study/run_loaders.h"

#include <utility>

#include "pinna/data/fit_statistics.h"
#include "pinna/features/feature.h"

namespace pinna::study {
namespace {

/// The same table in which the test clips cannot be opened by anybody.
data::ClipTable with_test_fold_sealed(data::ClipTable table, const data::Split& split) {
  for (const int64_t clip : split.test) table.clips[static_cast<size_t>(clip)].path.clear();
  return table;
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

RunLoaders make_run_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                            const data::ClipTable& table, const data::Split& split) {
  const auto store = std::make_shared<data::ClipStore>(
      with_test_fold_sealed(table, split), features::make_feature(recipe.feature)->sample_rate(),
      recipe.input);
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

std::shared_ptr<data::ClipStore> make_scene_store(const Recipe& recipe, data::ClipTable table) {
  constexpr int64_t keep_nothing = 0;
  return std::make_shared<data::ClipStore>(std::move(table),
                                           features::make_feature(recipe.feature)->sample_rate(),
                                           recipe.input, keep_nothing);
}

SceneLoaders make_scene_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                                const data::SoundscapeFolder& scenes, const data::Split& split) {
  const auto store = make_scene_store(recipe, with_test_fold_sealed(scenes.table, split));
  const int64_t frames = models::frames_per_score(std::get<models::CrnnOptions>(recipe.model));
  const features::BinStatistics statistics =
      statistics_for(recipe, *store, split, training.threads);
  const data::ScenePass pass{.augment = recipe.scene_augment, .seed = recipe.seed};
  const data::LoaderOptions& options = training.loader;
  return {.statistics = statistics,
          .train = {store, scenes.events, split.train, recipe.feature, statistics, frames, options,
                    pass},
          .validation = {store, scenes.events, split.validation, recipe.feature, statistics, frames,
                         options}};
}

}  // namespace pinna::study
