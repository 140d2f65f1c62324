// What a recipe makes of a dataset before a network sees it: one run's loaders.
#pragma once

#include <memory>

#include "pinna/data/batch_loader.h"
#include "pinna/data/clip_store.h"
#include "pinna/data/split.h"
#include "pinna/features/statistics.h"
#include "pinna/study/recipe.h"

namespace pinna::study {

/// The loaders of one run and what was learnt from its training part alone.
struct RunLoaders {
  std::shared_ptr<data::ClipStore> store;  ///< in which test clips cannot be opened by anybody
  features::BinStatistics statistics;
  data::BatchLoader train;
  std::unique_ptr<data::BatchLoader> validation;  ///< null without a validation part
};

/// `training` may differ from the recipe's in threads and precision only. Throws as BatchLoader and
/// fit_statistics.
RunLoaders make_run_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                            const data::ClipTable& table, const data::Split& split);

}  // namespace pinna::study
