// What the arms of a study have in common besides their recipe.
#include <filesystem>
#include <memory>

#include "tests/pinna/study/small_study.h"
#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/files.h"
#include "pinna/data/batch_loader.h"
#include "pinna/data/fit_statistics.h"
#include "pinna/data/read_dataset.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/features/feature.h"
#include "pinna/models/model.h"
#include "pinna/runs/run_folder.h"
#include "pinna/study/train_run.h"

namespace pinna::study {
namespace {

/// The clips of every batch of every epoch.
std::vector<std::vector<int64_t>> order_of(const Recipe& recipe) {
  const data::ClipTable table = data::read_dataset(recipe.data);
  const data::Split split = data::split_fold(table, recipe.fold, recipe.split, recipe.seed);
  const auto store = std::make_shared<data::ClipStore>(
      table, features::make_feature(recipe.feature)->sample_rate(), recipe.input);
  data::BatchLoader loader(
      store, split.train, recipe.feature,
      data::fit_statistics(*store, split.train, recipe.feature, 1), recipe.training.loader,
      data::TrainingPass{
          .augment = recipe.augment, .num_epochs = recipe.training.epochs, .seed = recipe.seed});
  std::vector<std::vector<int64_t>> batches;
  for (int64_t epoch = 0; epoch < recipe.training.epochs; ++epoch) {
    loader.start_epoch(epoch);
    while (const auto batch = loader.next()) batches.push_back(batch->clips);
  }
  return batches;
}

/// Where a training that diverges as soon as it can was at that moment.
std::string clips_when_diverged(Recipe recipe, const std::filesystem::path& run) {
  recipe.training.optimizer = training::SgdOptions{.learning_rate = 1e30};
  recipe.training.schedule = training::ConstantOptions{};
  EXPECT_THROW(train_run(recipe, run, Start::fresh), training::NonFiniteLoss);
  return core::read_file(runs::RunFolder::open(run).failed_batch_path());
}

TEST(PairedArms, ThatDifferInAFeatureSeeTheSameClipsInTheSameOrder) {
  const test::TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  recipe.split.validation_fraction = 0.34;
  const StudyRecipe study = test::study_of(
      recipe, {"folds=[1]", "arms.mel={}", "arms.few.feature.n_mels=16",
               "arms.cepstra.feature={type='mfcc', sample_rate=8000, n_fft=256, hop_length=64, "
               "n_mels=32, n_mfcc=13}"});
  const auto order = order_of(study.arm("mel"));
  EXPECT_EQ(order_of(study.arm("few")), order);
  EXPECT_EQ(order_of(study.arm("cepstra")), order);

  const std::string clips = clips_when_diverged(study.arm("mel"), folder / "mel");
  EXPECT_EQ(clips_when_diverged(study.arm("few"), folder / "few"), clips);
  Recipe other_seed = study.arm("mel");
  other_seed.seed = 2;
  EXPECT_NE(order_of(other_seed), order) << "or the test shows nothing";
}

TEST(PairedArms, ThatAreEqualGiveTheSameWeights) {
  const test::TemporaryFolder folder;
  const StudyRecipe study =
      test::study_of(test::small_recipe(folder / "data"), {"arms.one={}", "arms.two={}"});
  const auto weights = [&](const char* arm) {
    train_run(study.arm(arm), folder / arm, Start::fresh);
    return core::read_file(folder / arm / "model.safetensors");
  };
  EXPECT_EQ(weights("one"), weights("two"));
}

TEST(PairedArms, StartFromTheSameWeightsWhereShapesAgree) {
  const test::TemporaryFolder folder;
  const StudyRecipe study = test::study_of(test::small_recipe(folder / "data"),
                                           {"arms.mel={}", "arms.few.feature.n_mels=16"});
  // With steps of size nought the weights at the end are those of the beginning.
  const auto weights = [&](const char* arm) {
    Recipe recipe = study.arm(arm);
    recipe.training.epochs = 1;
    recipe.training.optimizer = training::SgdOptions{.learning_rate = 0, .momentum = 0};
    train_run(recipe, folder / arm, Start::fresh);
    return evaluation::load_classifier(folder / arm / "model.safetensors").model;
  };
  const auto mel = weights("mel");
  const auto few = weights("few");
  const auto expected = mel->named_parameters();
  for (const auto& parameter : few->named_parameters())
    EXPECT_TRUE(parameter.value().equal(expected[parameter.key()])) << parameter.key();
}

}  // namespace
}  // namespace pinna::study
