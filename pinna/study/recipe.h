// A recipe: everything that decides the outcome of one training run, in one TOML file. No torch.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/data/augment_options.h"
#include "pinna/data/clip_input.h"
#include "pinna/data/dataset_options.h"
#include "pinna/data/split.h"
#include "pinna/evaluation/evaluation_options.h"
#include "pinna/features/feature_options.h"
#include "pinna/models/model_options.h"
#include "pinna/runs/recorded_options.h"
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
  data::AugmentOptions augment = {};
  models::ModelOptions model = models::ResNetOptions{};
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
    field("augment", &Recipe::augment, "random changes to training clips");
    field("model", &Recipe::model, "the network");
    field("training", &Recipe::training, "the optimisation");
    field("evaluation", &Recipe::evaluation, "how the trained network is asked");
    field(runs::tracking_key, &Recipe::tracking, "where else the numbers of a training go");
  }
  bool operator==(const Recipe&) const = default;
};

/// Which runs a study consists of.
struct StudyOptions {
  std::vector<int64_t> folds = {1, 2, 3, 4, 5};
  std::vector<uint64_t> seeds = {1};
  int64_t jobs = 1;

  static void fields(auto&& field) {
    using core::at_least;
    field("folds", &StudyOptions::folds, "folds that are held out in turn", at_least(1));
    field("seeds", &StudyOptions::seeds, "seeds of each fold");
    field("jobs", &StudyOptions::jobs, "runs at the same time; the processors are shared out",
          at_least(1));
  }
  bool operator==(const StudyOptions&) const = default;
};

struct StudyRecipe {
  Recipe recipe = {};
  StudyOptions study = {};
  bool operator==(const StudyRecipe&) const = default;
};

/// Reads a recipe file and applies `--set` overrides. The table [study] is optional. Errors name
/// file, line and key. A relative path to data is taken from the present folder and made absolute.
StudyRecipe read_recipe(const std::filesystem::path& path,
                        const std::vector<std::string>& overrides = {});

/// The same from a table, for a run folder's recipe.toml.
Recipe parse_recipe(const core::ConfigTable& table);

/// The resolved study as TOML tables; read back by read_recipe. Without study.jobs: a study may be
/// continued with another number, each begun run keeping the threads it began with.
core::ConfigTable to_config(const StudyRecipe& study);

}  // namespace pinna::study
