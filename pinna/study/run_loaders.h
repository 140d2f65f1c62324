// What a recipe makes of a dataset before a network sees it: one run's loaders.
#pragma once

#include <memory>

#include "pinna/data/batch_loader.h"
#include "pinna/data/clip_store.h"
#include "pinna/data/scene_loader.h"
#include "pinna/data/soundscape_folder.h"
#include "pinna/data/split.h"
#include "pinna/features/statistics.h"
#include "pinna/study/recipe.h"

namespace pinna::study {

/// The recipe's data, read once and divided.
struct RunData {
  data::ClipTable table = {};
  events::EventTable events = {};  ///< of soundscapes
  double scene_seconds = 0;        ///< of each of them
  data::Split split = {};
};

/// The same without a way to the sound of anything but training and validation parts.
RunData sealed(RunData data);

/// InvalidOptions too where the recipe's input would cut or move scenes under their labels.
RunData read_run_data(const Recipe& recipe);

/// The parts of the recipe's data: by fold, seed and split options, or those that soundscapes were
/// made for. Throws as data::split_fold and data::split_scenes.
data::Split split_of(const Recipe& recipe, const data::ClipTable& table);

/// The loaders of one run and what was learnt from its training part alone.
struct RunLoaders {
  std::shared_ptr<data::ClipStore> store;
  features::BinStatistics statistics;
  data::BatchLoader train;
  std::unique_ptr<data::BatchLoader> validation;  ///< null without a validation part
};

/// The same for a recipe that detects events.
struct SceneLoaders {
  features::BinStatistics statistics;
  data::SceneLoader train;
  data::SceneLoader validation;
};

/// `training` may differ from the recipe's in threads and precision only. Throws as BatchLoader and
/// fit_statistics.
RunLoaders make_run_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                            const RunData& data);
SceneLoaders make_scene_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                                const RunData& data);

}  // namespace pinna::study
