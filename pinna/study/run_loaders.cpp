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

}  // namespace pinna::study
