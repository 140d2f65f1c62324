#include "pinna/study/train_detector.h"

#include <filesystem>

#include "tests/pinna/study/small_scenes.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/evaluation/detector.h"
#include "pinna/metrics/event_summary.h"
#include "pinna/runs/run_folder.h"
#include "pinna/study/preview.h"
#include "pinna/study/run_loaders.h"
#include "pinna/study/train_run.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

TEST(TrainDetector, ARunIsTrainedTunedAndScored) {
  const TemporaryFolder folder;
  const Recipe recipe = small_event_recipe(folder.path());
  const fs::path path = folder / "run";
  train_run(recipe, path, Start::fresh);
  const runs::RunFolder run = runs::RunFolder::open(path);
  ASSERT_EQ(run.metrics().size(), 3u);
  EXPECT_TRUE(run.metrics().front().value("train/frame_f1").has_value());
  EXPECT_TRUE(run.metrics().front().value("validation/loss").has_value());
  EXPECT_THROW(run.event_scores(), core::MissingInput);

  evaluate_run(path);
  const nlohmann::ordered_json scores = run.event_scores();
  EXPECT_TRUE(run.is_complete());
  EXPECT_THAT(core::read_file(path / "README.md"),
              testing::AllOf(testing::HasSubstr("# small-events, fold 1, seed 1"),
                             testing::HasSubstr("score on 6 held-out scenes"),
                             testing::HasSubstr("| church\\_bells |")));
  EXPECT_EQ(scores["test_scenes"], 6);
  EXPECT_EQ(scores["train_scenes"], 12);
  EXPECT_GE(scores["psds2"].get<double>(), 0);
  EXPECT_EQ(scores["decoding"].size(), 3u);
  const runs::ScoredScenes scenes = run.scored_scenes();
  EXPECT_EQ(scenes.reference.size(), 6u);
  EXPECT_EQ(scenes.durations.begin()->second, 4);
  EXPECT_EQ(scenes.detector.estimated.size(), 6u);
  ASSERT_EQ(scenes.detector.scores.size(), 6u);
  EXPECT_EQ(scenes.detector.scores.begin()->second.num_frames, 63);
  EXPECT_EQ(scenes.detector.scores.begin()->second.labels.size(), 3u);
  // The scores follow from the files alone.
  EXPECT_EQ(metrics::to_json(
                metrics::summarize(scenes.reference, scenes.detector, scenes.durations))["psds1"],
            scores["psds1"]);
  EXPECT_EQ(evaluation::load_detector(run.model_path()).labels.size(), 3u);
}

TEST(TrainDetector, InterruptionsChangeNothing) {
  const TemporaryFolder folder;
  Recipe recipe = small_event_recipe(folder.path());
  recipe.training.teacher_weight = 2;  // whose weights are part of the state too
  train_run(recipe, folder / "unbroken", Start::fresh);
  for (bool is_done = false; !is_done;) {
    int steps = 0;
    training::FitHooks hooks;
    hooks.on_step = [&](int64_t, int64_t, double) { ++steps; };
    hooks.stop_requested = [&] { return steps >= 2; };
    try {
      train_run(recipe, folder / "broken", Start::resume, hooks);
      is_done = true;
    } catch (const core::Interrupted&) {
    }
  }
  EXPECT_EQ(core::read_file(folder / "broken" / "model.safetensors"),
            core::read_file(folder / "unbroken" / "model.safetensors"));
}

TEST(TrainDetector, ATeacherChangesTheTrainingAndNeedsAveragedWeights) {
  const TemporaryFolder folder;
  Recipe recipe = small_event_recipe(folder.path());
  train_run(recipe, folder / "alone", Start::fresh);
  recipe.training.teacher_weight = 2;
  train_run(recipe, folder / "taught", Start::fresh);
  EXPECT_NE(core::read_file(folder / "taught" / "model.safetensors"),
            core::read_file(folder / "alone" / "model.safetensors"));
  recipe.training.average_decay = 0;
  EXPECT_THROW(train_run(recipe, folder / "refused", Start::fresh), core::InvalidOptions);
}

TEST(TrainDetector, AResidualNetworkDetectsToo) {
  const TemporaryFolder folder;
  Recipe recipe = small_event_recipe(folder.path());
  recipe.model = models::EventResNetOptions{.width = 0.125, .rnn_cells = 8};
  train_run(recipe, folder / "run", Start::fresh);
  evaluate_run(folder / "run");
  EXPECT_EQ(runs::RunFolder::open(folder / "run")
                .scored_scenes()
                .detector.scores.begin()
                ->second.num_frames,
            63);
}

TEST(TrainDetector, TestScenesNeedNotEvenExist) {
  const TemporaryFolder folder;
  const Recipe recipe = small_event_recipe(folder.path());
  train_run(recipe, folder / "whole", Start::fresh);
  // Their sound is replaced by what cannot be decoded; training must not notice.
  for (const auto& entry : fs::directory_iterator(folder / "scenes" / "audio"))
    if (entry.path().filename().string().starts_with("fold1-test"))
      core::write_file_atomically(entry.path(), "no sound");
  train_run(recipe, folder / "sealed", Start::fresh);
  EXPECT_EQ(core::read_file(folder / "sealed" / "model.safetensors"),
            core::read_file(folder / "whole" / "model.safetensors"));
}

TEST(TrainDetector, ScenesAreTakenWhole) {
  const TemporaryFolder folder;
  Recipe recipe = small_event_recipe(folder.path());
  const auto error_of = [&] {
    try {
      train_run(recipe, folder / "run", Start::fresh);
    } catch (const core::InvalidOptions& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  recipe.input.clip_seconds = 2;
  EXPECT_THAT(error_of(), testing::HasSubstr("clip_seconds = 4, as long as the scenes"));
  recipe.input = {.clip_seconds = 4, .trim = data::Trim::zeros};
  EXPECT_THAT(error_of(), testing::HasSubstr("trim = \"none\""));
  EXPECT_FALSE(fs::exists(folder / "run"));
}

TEST(TrainDetector, DataAndNetworkMustFit) {
  const TemporaryFolder folder;
  const Recipe recipe = small_event_recipe(folder.path());
  const auto error_of = [&](const std::vector<std::string>& overrides) {
    try {
      read_recipe(folder / "recipe.toml", overrides);
    } catch (const core::InvalidOptions& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(error_of({"data.type='esc50'"}), testing::HasSubstr("clips for a network that"));
  EXPECT_THAT(error_of({"joint.clips_per_step=2"}), testing::HasSubstr("cannot classify clips"));
  EXPECT_THAT(error_of({"condition.tagger='x'"}), testing::HasSubstr("cannot be told tags"));
  EXPECT_THAT(error_of({"training.balance.type='pcgrad'"}), testing::HasSubstr("with one loss"));
  // A classifier learns from the clips that the scenes were made of, once it knows where they are.
  const Recipe classifier =
      read_recipe(folder / "recipe.toml",
                  {"model={type='resnet'}", "data.root='" + (folder / "scenes").string() + "'"})
          .recipe;
  EXPECT_THAT([&] { read_run_data(classifier); },
              testing::ThrowsMessage<core::InvalidOptions>(testing::HasSubstr("--sources")));
  EXPECT_THROW(preview(recipe, {}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::study
