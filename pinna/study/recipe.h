// A recipe: everything that decides the outcome of one training run, in one TOML file. No torch.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/data/augment_options.h"
#include "pinna/data/clip_input.h"
#include "pinna/data/dataset_options.h"
#include "pinna/data/scene_augment_options.h"
#include "pinna/data/split.h"
#include "pinna/evaluation/evaluation_options.h"
#include "pinna/features/feature_options.h"
#include "pinna/models/model_options.h"
#include "pinna/runs/recorded_options.h"
#include "pinna/study/combination_options.h"
#include "pinna/study/inference_options.h"
#include "pinna/tracking/tracking_options.h"
#include "pinna/training/training_options.h"

namespace pinna::study {

struct Recipe {
  std::string name = "unnamed";
  int64_t fold = 1;
  uint64_t seed = 1;
  data::DatasetOptions data = data::Esc50Options{};
  data::SplitOptions split = {};
  data::ClipInputOptions input = {};
  features::FeatureOptions feature = {};
  bool standardize = true;
  data::AugmentOptions augment = {};
  data::SceneAugmentOptions scene_augment = {};
  models::ModelOptions model = models::ResNetOptions{};
  CombinationOptions combine = NoCombination{};
  TransferOptions transfer = {};
  ConditionOptions condition = {};
  JointOptions joint = {};
  training::TrainingOptions training = {};
  evaluation::EvaluationOptions evaluation = {};
  tracking::TrackingOptions tracking = {};

  static void fields(auto&& field) {
    using core::at_least;
    field("name", &Recipe::name, "what reports and folders call it");
    field("fold", &Recipe::fold, "the fold that is held out for the test", at_least(1));
    field("seed", &Recipe::seed, "of initial weights, order of clips and augmentation");
    field("data", &Recipe::data, "the data set");
    field("split", &Recipe::split, "how clips are divided");
    field("input", &Recipe::input, "from a file to samples");
    field("feature", &Recipe::feature, "from samples to the network's input");
    field("standardize", &Recipe::standardize,
          "every bin to mean 0 and deviation 1 over the training clips; false: as computed");
    field("augment", &Recipe::augment, "random changes to training clips");
    field("scene_augment", &Recipe::scene_augment, "random changes to training soundscapes");
    field("model", &Recipe::model, "the network");
    field("combine", &Recipe::combine, "trained networks in place of one to train");
    field("transfer", &Recipe::transfer, "layers of another network to begin with");
    field("condition", &Recipe::condition, "tags that a detector is told");
    field("joint", &Recipe::joint, "clips that a detector's network classifies too");
    field("training", &Recipe::training, "the optimisation");
    field("evaluation", &Recipe::evaluation, "how the trained network is asked");
    field(runs::tracking_key, &Recipe::tracking, "where else the numbers of a training go");
  }
  bool operator==(const Recipe&) const = default;
};

/// Whether it combines networks that are trained already, so that `model` and `training` say
/// nothing.
inline bool combines(const Recipe& recipe) {
  return !std::holds_alternative<NoCombination>(recipe.combine);
}

/// Whether the recipe is about events in soundscapes, not about classes of clips.
inline bool detects_events(const Recipe& recipe) {
  return combines(recipe) || models::detects_events(recipe.model);
}

/// Whether its network answers both questions.
inline bool is_joint(const Recipe& recipe) {
  return recipe.joint.clips_per_step > 0;
}

/// Whether its network is told tags.
inline bool is_told_tags(const Recipe& recipe) {
  return !recipe.condition.tagger.empty() ||
         recipe.condition.tags.source != evaluation::TagSource::predicted;
}

/// Whether it is about classes of clips, alone or too.
inline bool classifies_clips(const Recipe& recipe) {
  return !detects_events(recipe) || is_joint(recipe);
}

/// Whether its data are soundscapes, whose clips a classifier is trained on.
inline bool uses_scenes(const Recipe& recipe) {
  return std::holds_alternative<data::SoundscapeFolderOptions>(recipe.data);
}

/// Whether its run's model is a classifier that is asked about windows.
inline bool asks_windows(const Recipe& recipe) {
  return std::holds_alternative<WindowCombination>(recipe.combine);
}

/// InvalidOptions if the recipe has no network of its own to do `what` with.
void require_own_network(const Recipe& recipe, std::string_view what);

/// Epochs that a run of the recipe takes.
inline int64_t num_epochs(const Recipe& recipe) {
  return combines(recipe) ? 0 : recipe.training.epochs;
}

/// Which runs a study consists of.
struct StudyOptions {
  std::vector<int64_t> folds = {1, 2, 3, 4, 5};
  std::vector<uint64_t> seeds = {1};
  int64_t jobs = 1;
  std::string baseline = "";
  std::string clip_baseline = "";

  static void fields(auto&& field) {
    using core::at_least;
    field("folds", &StudyOptions::folds, "folds that are held out in turn", at_least(1));
    field("seeds", &StudyOptions::seeds, "seeds of each fold");
    field("jobs", &StudyOptions::jobs, "runs at the same time; the processors are shared out",
          at_least(1));
    field("baseline", &StudyOptions::baseline, "the arm that others are compared with");
    field(
        "clip_baseline", &StudyOptions::clip_baseline,
        "the same for the classification of clips, where arms detect events too; empty: baseline");
  }
  bool operator==(const StudyOptions&) const = default;
};

/// A variant of the method: the recipe with some of its keys changed.
struct Arm {
  std::string name = "";
  Recipe recipe = {};
  bool operator==(const Arm&) const = default;
};

struct StudyRecipe {
  Recipe recipe = {};  ///< what the arms have in common, as far as they do not change it
  StudyOptions study = {};
  /// In the file's order. Without [study.arms] and [study.factors] one that is the recipe itself.
  std::vector<Arm> arms = {};
  bool operator==(const StudyRecipe&) const = default;

  /// InvalidOptions that lists the arms if there is none of that name.
  const Recipe& arm(std::string_view name) const;
};

/// Reads a recipe file, laid over the one that it `extends` (core/extended_config.h), and applies
/// `--set` overrides. The table [study] is optional. Errors name file, line and key. A relative
/// path to data is taken from the present folder and made absolute.
///
///     [study.arms.NAME]             keys of a recipe that this arm changes; none: the recipe
///     [study.factors.FACTOR.LEVEL]  the same; an arm LEVEL+LEVEL for each choice of one level a
///                                   factor, the last factor varying fastest
///
/// Changes are laid over what the file says (and --set), so a preset of the recipe's and keys of
/// the arm's combine as in one file; only a table whose `type` becomes another one is replaced as a
/// whole. An arm's recipe is called STUDY-ARM.
StudyRecipe read_recipe(const std::filesystem::path& path,
                        const std::vector<std::string>& overrides = {});

/// The same from a table, for a run folder's recipe.toml.
Recipe parse_recipe(const core::ConfigTable& table);

/// The same from a table, for a study folder's study.toml.
StudyRecipe parse_study(core::ConfigTable table);

/// The resolved study as TOML tables; read back by read_recipe. An arm has the keys in which it
/// differs from the recipe; factors have become arms. Without study.jobs: a study may be continued
/// with another number, each begun run keeping the threads it began with.
core::ConfigTable to_config(const StudyRecipe& study);

}  // namespace pinna::study
