// What a recipe makes of a dataset before a network sees it: one run's loaders.
#pragma once

#include <memory>
#include <optional>

#include "pinna/data/batch_loader.h"
#include "pinna/data/clip_store.h"
#include "pinna/data/scene_loader.h"
#include "pinna/data/soundscape_folder.h"
#include "pinna/data/split.h"
#include "pinna/evaluation/scene_tags.h"
#include "pinna/features/statistics.h"
#include "pinna/study/recipe.h"

namespace pinna::study {

/// The recipe's data, read once and divided.
struct RunData {
  data::ClipTable table = {};      ///< clips, or of a detector scenes
  events::EventTable events = {};  ///< of soundscapes
  double scene_seconds = 0;        ///< of each of them
  data::Split split = {};
  /// The soundscapes, where data are such, whether their scenes or their clips are the table.
  std::shared_ptr<const data::SoundscapeFolder> scenes = nullptr;
  data::ClipTable clips = {};  ///< of a joint recipe
  data::Split clip_split = {};

  evaluation::LabelledScenes labelled() const { return {table, events, scene_seconds}; }
};

/// Without parts.
RunData read_undivided(const Recipe& recipe);
/// Sets the parts: by fold, seed and split options, or those that soundscapes were made for. Throws
/// as data::split_fold, data::split_scenes and data::split_clips_of_scenes.
void divide(RunData& data, const Recipe& recipe);

/// The same without a way to the sound of anything but training and validation parts.
RunData sealed(RunData data);

/// InvalidOptions too where the recipe's input would cut or move scenes under their labels.
RunData read_run_data(const Recipe& recipe);

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

/// Inputs' statistics of another network, or none: then they are fitted to the training part.
using GivenStatistics = std::optional<features::BinStatistics>;

/// `training` may differ from the recipe's in threads and precision only. Throws as BatchLoader and
/// fit_statistics.
RunLoaders make_run_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                            const RunData& data, const GivenStatistics& given = std::nullopt);
/// `tags`: of all training and validation scenes, for a network that is told them.
SceneLoaders make_scene_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                                const RunData& data, const GivenStatistics& given = std::nullopt,
                                const data::SceneConditions& tags = {});
/// Of a joint recipe: the clips, for so many epochs of them as the scenes' steps need.
RunLoaders make_clip_loaders(const Recipe& recipe, const training::TrainingOptions& training,
                             const RunData& data, int64_t num_steps);

}  // namespace pinna::study
