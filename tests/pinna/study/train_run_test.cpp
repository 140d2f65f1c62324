#include "pinna/study/train_run.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>

#include "tests/pinna/study/small_study.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/metric_log.h"
#include "pinna/data/read_dataset.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/predict_clips.h"
#include "pinna/metrics/temperature.h"
#include "pinna/models/model.h"
#include "pinna/runs/run_folder.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

/// Losses and accuracies of every epoch; wall-clock values left out.
std::vector<std::map<std::string, double>> learning_curve(const fs::path& run) {
  std::vector<std::map<std::string, double>> curve;
  for (const auto& record : runs::RunFolder::open(run).metrics()) {
    std::map<std::string, double> values(record.values.begin(), record.values.end());
    values.erase(std::string(core::metric::seconds));
    values.erase("clips_per_second");
    values.erase("loader_wait");
    values.erase("peak_memory_mib");
    curve.push_back(std::move(values));
  }
  return curve;
}

/// Stops at every `interval`-th step and resumes until the run is done.
void train_with_interruptions(const Recipe& recipe, const fs::path& run, int interval) {
  for (;;) {
    int steps = 0;
    training::FitHooks hooks;
    hooks.on_step = [&](int64_t, int64_t, double) { ++steps; };
    hooks.stop_requested = [&] { return steps >= interval; };
    try {
      train_run(recipe, run, Start::resume, hooks);
      return;
    } catch (const core::Interrupted&) {
    }
  }
}

void expect_interruptions_to_change_nothing(const Recipe& recipe, const fs::path& folder) {
  train_run(recipe, folder / "unbroken", Start::fresh);
  for (const int interval : {1, 2, 5}) {
    const fs::path broken = folder / ("broken" + std::to_string(interval));
    train_with_interruptions(recipe, broken, interval);
    EXPECT_EQ(core::read_file(broken / "model.safetensors"),
              core::read_file(folder / "unbroken" / "model.safetensors"))
        << interval;
    EXPECT_EQ(learning_curve(broken), learning_curve(folder / "unbroken")) << interval;
  }
}

TEST(TrainRun, InterruptedTrainingEndsWithTheBitsOfTheUnbrokenOne) {
  const TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  recipe.split.validation_fraction = 0.34;
  recipe.training.selection = training::Selection::validation_loss;
  expect_interruptions_to_change_nothing(recipe, folder.path());
}

TEST(TrainRun, InterruptedTrainingWithAveragedWeightsEndsWithTheSameBits) {
  const TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  recipe.augment.mixing.between_class = 1;
  recipe.augment.mixing.time_mix = 1;
  expect_interruptions_to_change_nothing(recipe, folder.path());
}

std::vector<fs::path> event_files(const fs::path& run) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(run / "tensorboard"))
    files.push_back(entry.path());
  return files;
}

std::ptrdiff_t wandb_runs(const fs::path& run) {
  return std::count_if(
      fs::directory_iterator(run / "wandb"), fs::directory_iterator(),
      [](const auto& entry) { return entry.path().filename().string().starts_with("offline-"); });
}

TEST(TrainRun, TrackersChangeNoBitAndMayChangeOnResuming) {
  const TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  train_run(recipe, folder / "plain", Start::fresh);
  recipe.tracking = {.tensorboard = true, .histogram_every = 1};
  int steps = 0;
  training::FitHooks hooks;
  hooks.on_step = [&](int64_t, int64_t, double) { ++steps; };
  hooks.stop_requested = [&] { return steps >= 2; };
  EXPECT_THROW(train_run(recipe, folder / "tracked", Start::fresh, hooks), core::Interrupted);
  recipe.tracking.wandb.enabled = true;
  std::vector<std::string> warnings;
  const auto keep = [&](const std::string& warning) { warnings.push_back(warning); };
  train_run(recipe, folder / "tracked", Start::resume, {}, keep);
  evaluate_run(folder / "tracked", keep);
  EXPECT_THAT(warnings, testing::IsEmpty());
  EXPECT_EQ(core::read_file(folder / "tracked" / "model.safetensors"),
            core::read_file(folder / "plain" / "model.safetensors"));
  EXPECT_EQ(learning_curve(folder / "tracked"), learning_curve(folder / "plain"));
  EXPECT_EQ(event_files(folder / "tracked").size(), 3U);  // begun, resumed, evaluated
  EXPECT_EQ(wandb_runs(folder / "tracked"), 2);
  std::string events;
  for (const fs::path& file : event_files(folder / "tracked")) events += core::read_file(file);
  for (const char* tag :
       {"train/loss", "train/accuracy", "learning_rate", "seconds", "weights/conv1.weight",
        "weights/fc.weight", "test/accuracy", "test/confusion", "test/pr_curve/", "pr_curves"})
    EXPECT_THAT(events, testing::HasSubstr(tag));
}

TEST(TrainRun, TrackersThatFailAreWarnedOfAndStopNothing) {
  const TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  recipe.tracking = {.tensorboard = true, .mlflow = {.uri = "http://127.0.0.1:1"}};
  training::FitHooks hooks;
  hooks.stop_requested = [] { return true; };
  EXPECT_THROW(train_run(recipe, folder / "run", Start::fresh, hooks), core::Interrupted);
  fs::remove_all(folder / "run" / "tensorboard");
  core::write_file_atomically(folder / "run" / "tensorboard", "a file where the folder belongs");
  std::vector<std::string> warnings;
  train_run(recipe, folder / "run", Start::resume, {},
            [&](const std::string& warning) { warnings.push_back(warning); });
  EXPECT_EQ(runs::RunFolder::open(folder / "run").status(), runs::RunStatus::done);
  EXPECT_THAT(warnings,
              testing::UnorderedElementsAre(testing::HasSubstr("TensorBoard: cannot create folder"),
                                            testing::HasSubstr("mlflow-spool.jsonl")));
  EXPECT_TRUE(fs::exists(folder / "run" / "mlflow-spool.jsonl"));
}

TEST(TrainRun, EvaluationScoresTheHeldOutFold) {
  const TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  recipe.augment = data::AugmentOptions::none();
  recipe.training.epochs = 30;
  recipe.training.optimizer = training::AdamWOptions{.learning_rate = 5e-3};
  train_run(recipe, folder / "run", Start::fresh);
  evaluate_run(folder / "run");
  const auto run = runs::RunFolder::open(folder / "run");
  const auto scores = run.scores();
  EXPECT_EQ(scores.scores.num_clips, 12);
  EXPECT_EQ(scores.protocol.fold, 1);
  EXPECT_EQ(scores.protocol.train_clips, 12);
  EXPECT_GE(scores.scores.accuracy, 0.9);
  for (const std::string& clip : run.predictions().clips)
    EXPECT_TRUE(clip.starts_with("1-")) << clip;
  EXPECT_EQ(run.predictions().groups.size(), 12U);  // the sources named in the table
  EXPECT_TRUE(scores.scores.calibration);
}

TEST(TrainRun, TemperatureIsFittedOnTheValidationPartAndStored) {
  const TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  recipe.split.validation_fraction = 0.34;
  recipe.training.optimizer = training::AdamWOptions{.learning_rate = 1e-7};  // learns nothing
  train_run(recipe, folder / "run", Start::fresh);
  auto classifier = evaluation::load_classifier(folder / "run" / "model.safetensors");

  const data::ClipTable table = data::read_dataset(recipe.data);
  const data::Split split = data::split_fold(table, recipe.fold, recipe.split, recipe.seed);
  evaluation::Classifier unscaled = classifier;
  unscaled.temperature = 1;
  const auto validation = evaluation::predict_clips(unscaled, table, split.validation);
  ASSERT_LT(metrics::score(validation).accuracy, 1);
  EXPECT_NEAR(classifier.temperature, metrics::fit_temperature(validation).temperature,
              1e-5 * classifier.temperature);
  EXPECT_NE(classifier.temperature, 1);

  evaluate_run(folder / "run");
  const auto scores = runs::RunFolder::open(folder / "run").scores();
  EXPECT_EQ(scores.protocol.temperature, classifier.temperature);
  const auto test_part = evaluation::predict_clips(unscaled, table, split.test);
  EXPECT_NEAR(scores.protocol.ece_unscaled.value(),
              metrics::measure_calibration(test_part).scores.ece, 1e-5);
  EXPECT_EQ(scores.scores.accuracy, metrics::score(test_part).accuracy);
}

TEST(TrainRun, AStackOfThreeFeaturesIsTrainedResumedEvaluatedAndAsked) {
  const TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  recipe.feature = features::parse_feature(core::parse_toml(
      "type = 'stack'\npreset = 'log_mel+mfcc+chroma'\nsample_rate = 8000\nn_fft = 256\n"
      "hop_length = 32\nn_mels = 32",
      "test"));
  recipe.augment = data::AugmentOptions::none();
  recipe.augment.spec_augment = {.time_mask_fraction = 0.1, .frequency_mask_fraction = 0.1};
  recipe.training.epochs = 30;
  recipe.training.optimizer = training::AdamWOptions{.learning_rate = 5e-3};
  train_with_interruptions(recipe, folder / "run", 40);
  EXPECT_EQ(parse_recipe(runs::RunFolder::open(folder / "run").recipe()), recipe);
  evaluate_run(folder / "run");
  EXPECT_GE(runs::RunFolder::open(folder / "run").scores().scores.accuracy, 0.9);

  const auto classifier = evaluation::load_classifier(folder / "run" / "model.safetensors");
  EXPECT_EQ(classifier.model->shape().in_channels, 3);
  EXPECT_EQ(classifier.statistics.num_bins(), 3 * 32);
  const auto answers = evaluation::predict_recordings(classifier, {folder / "data" / "1-0.wav"});
  EXPECT_NEAR(answers[0].probabilities[0] + answers[0].probabilities[1], 1, 1e-6);
}

TEST(TrainRun, TrainingNeverOpensAClipOfTheTestFold) {
  const TemporaryFolder folder;
  const Recipe recipe = test::small_recipe(folder / "data");
  for (int clip = 0; clip < 12; ++clip)
    core::write_file_atomically(folder / "data" / ("1-" + std::to_string(clip) + ".wav"),
                                "no sound");
  EXPECT_NO_THROW(train_run(recipe, folder / "run", Start::fresh));
  EXPECT_THROW(evaluate_run(folder / "run"), core::BadData);
}

TEST(TrainRun, ADivergedTrainingNamesTheClipsOfItsBatch) {
  const TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  recipe.training.optimizer = training::SgdOptions{.learning_rate = 1e30};
  recipe.training.schedule = training::ConstantOptions{};
  EXPECT_THROW(train_run(recipe, folder / "run", Start::fresh), training::NonFiniteLoss);
  const auto run = runs::RunFolder::open(folder / "run");
  EXPECT_EQ(run.status(), runs::RunStatus::failed);
  EXPECT_THAT(run.failure(), testing::HasSubstr("diverged"));
  EXPECT_THAT(core::read_file(run.failed_batch_path()), testing::HasSubstr("2-"));
}

TEST(TrainRun, AnUnfinishedRunIsNotEvaluated) {
  const TemporaryFolder folder;
  const Recipe recipe = test::small_recipe(folder / "data");
  training::FitHooks hooks;
  hooks.stop_requested = [] { return true; };
  EXPECT_THROW(train_run(recipe, folder / "run", Start::fresh, hooks), core::Interrupted);
  EXPECT_THROW(evaluate_run(folder / "run"), core::InvalidOptions);
}

TEST(TrainRun, ADamagedCheckpointIsRefusedByName) {
  const TemporaryFolder folder;
  const Recipe recipe = test::small_recipe(folder / "data");
  int steps = 0;
  training::FitHooks hooks;
  hooks.on_step = [&](int64_t, int64_t, double) { ++steps; };
  hooks.stop_requested = [&] { return steps > 0; };
  EXPECT_THROW(train_run(recipe, folder / "run", Start::fresh, hooks), core::Interrupted);
  const fs::path checkpoint = folder / "run" / "checkpoints" / "last.safetensors";
  std::string bytes = core::read_file(checkpoint);
  core::write_file_atomically(checkpoint, bytes.substr(0, bytes.size() / 2));
  try {
    train_run(recipe, folder / "run", Start::resume);
    FAIL();
  } catch (const core::BadData& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("last.safetensors"));
  }
}

TEST(TrainRun, DataThatChangedUnderARunAreRefused) {
  const TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  recipe.training.epochs = 1;
  train_run(recipe, folder / "run", Start::fresh);
  fs::copy_file(folder / "data" / "1-0.wav", folder / "data" / "1-1.wav",
                fs::copy_options::overwrite_existing);
  EXPECT_THROW(evaluate_run(folder / "run"), core::BadData);
}

TEST(TrainRun, AFolderOfAnotherRecipeIsRefused) {
  const TemporaryFolder folder;
  Recipe recipe = test::small_recipe(folder / "data");
  recipe.training.epochs = 1;
  train_run(recipe, folder / "run", Start::fresh);
  EXPECT_THROW(train_run(recipe, folder / "run", Start::fresh), core::InvalidOptions);
  recipe.seed = 9;
  EXPECT_THROW(train_run(recipe, folder / "run", Start::resume), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::study
