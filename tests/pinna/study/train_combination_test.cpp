#include "pinna/study/train_combination.h"

#include "tests/pinna/study/small_scenes.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/evaluation/detector.h"
#include "pinna/evaluation/window_detector.h"
#include "pinna/runs/measures.h"
#include "pinna/runs/study_comparison.h"
#include "pinna/study/run_study.h"
#include "pinna/study/train_run.h"

namespace pinna::study {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::ThrowsMessage;

class TrainCombinationTest : public testing::Test {
 protected:
  TrainCombinationTest() : detector_(small_event_recipe(folder_.path())) {
    core::write_file_atomically(
        folder_ / "tagger.toml",
        "data.type = 'csv'\ninput.clip_seconds = 1.0\n"
        "feature = { type = 'log_mel', sample_rate = 16000, n_fft = 1024, hop_length = 512, "
        "n_mels = 32, top_db = 'none' }\n"
        "model.width = 0.125\n"
        "training = { epochs = 2, threads = 1, loader = { batch_size = 4 } }\n");
    core::write_file_atomically(
        folder_ / "windows.toml",
        "data.type = 'soundscapes'\ncombine = { type = 'windows', window_seconds = 0.5 }\n");
  }

  /// Of the scenes' classes alone. `renumber`: folds 1 and 2 change names.
  Recipe tagger(int64_t fold, bool renumber = false) const {
    std::string table;
    const std::string meta = core::read_file(folder_ / "clips" / "meta" / "esc50.csv");
    for (size_t begin = 0, end; begin < meta.size(); begin = end + 1) {
      end = meta.find('\n', begin);
      std::string line = meta.substr(begin, end - begin);
      if (begin == 0 || line.find(",rain,") != line.npos || line.find(",siren,") != line.npos ||
          line.find(",church_bells,") != line.npos)
        table += (begin == 0 || !renumber ? line : with_other_fold(line)) + "\n";
    }
    core::write_file_atomically(folder_ / "clips" / "three.csv", table);
    return read_recipe(folder_ / "tagger.toml",
                       {"data.table='" + (folder_ / "clips" / "three.csv").string() + "'",
                        "data.root='" + (folder_ / "clips" / "audio").string() + "'",
                        "data.label_column='category'", "fold=" + std::to_string(fold)})
        .recipe;
  }

  /// "name,1,..." becomes "name,2,..." and the other way round.
  static std::string with_other_fold(std::string line) {
    char& fold = line[line.find(',') + 1];
    fold = fold == '1' ? '2' : '1';
    return line;
  }

  Recipe smoothing(const std::string& combine) const {
    return read_recipe(folder_ / "windows.toml",
                       {"data.root='" + (folder_ / "scenes").string() + "'", "combine=" + combine})
        .recipe;
  }

  Recipe windows(const std::string& tagger) const {
    return read_recipe(folder_ / "windows.toml",
                       {"data.root='" + (folder_ / "scenes").string() + "'",
                        "combine.tagger='" + (folder_ / tagger).string() + "'"})
        .recipe;
  }

  const test::TemporaryFolder folder_;
  const Recipe detector_;
};

TEST_F(TrainCombinationTest, AClassifierDetectsByWindows) {
  train_run(tagger(1), folder_ / "tagger-1", Start::fresh);
  const Recipe recipe = windows("tagger-{fold}");
  const fs::path path = folder_ / "windows";
  train_run(recipe, path, Start::fresh);
  const auto before = core::read_file(path / "model.safetensors");
  EXPECT_EQ(evaluation::load_window_detector(path / "model.safetensors").decoding.size(), 3u);
  train_run(recipe, path, Start::resume);  // done: left alone
  EXPECT_EQ(core::read_file(path / "model.safetensors"), before);

  evaluate_run(path);
  const runs::RunFolder run = runs::RunFolder::open(path);
  EXPECT_TRUE(run.is_complete());
  EXPECT_EQ(runs::measures_of(run).size(), 4u);
  EXPECT_EQ(run.scored_scenes().detector.scores.size(), 6u);
  EXPECT_EQ(run.event_scores()["frame_seconds"], 0.1);
  EXPECT_THAT(core::read_file(path / "README.md"),
              testing::AllOf(HasSubstr("score on 6 held-out scenes"),
                             HasSubstr("trained on clips, to epoch 2, is asked about windows")));
}

TEST_F(TrainCombinationTest, AnHmmSmoothsADetector) {
  train_run(detector_, folder_ / "detector-1", Start::fresh);
  evaluate_run(folder_ / "detector-1");
  const Recipe recipe =
      read_recipe(folder_ / "windows.toml",
                  {"data.root='" + (folder_ / "scenes").string() + "'",
                   "combine={type='hmm', detector='" + (folder_ / "detector-{fold}").string() +
                       "', stages=[1, 2], frame_weights=[0.5]}"})
          .recipe;
  train_run(recipe, folder_ / "hmm", Start::fresh);
  evaluate_run(folder_ / "hmm");
  const evaluation::Detector detector =
      evaluation::load_detector(folder_ / "hmm" / "model.safetensors");
  ASSERT_EQ(detector.steps.size(), 1u);
  const auto& step = std::get<decoding::HmmStep>(detector.steps.front());
  ASSERT_EQ(step.hmms.size(), 3u);
  EXPECT_GE(step.hmms[0].mean_on_frames, 1);
  const auto raw = runs::RunFolder::open(folder_ / "detector-1").scored_scenes().detector.scores;
  const auto smooth = runs::RunFolder::open(folder_ / "hmm").scored_scenes().detector.scores;
  for (const auto& [name, frames] : raw) {
    const auto expected = decoding::smoothed_by(step.hmms, frames);
    for (size_t i = 0; i < expected.scores.size(); ++i)
      ASSERT_NEAR(smooth.at(name).scores[i], expected.scores[i], 1e-5) << name;
  }
}

TEST_F(TrainCombinationTest, MediansSmoothADetector) {
  train_run(detector_, folder_ / "detector-1", Start::fresh);
  const Recipe recipe =
      read_recipe(folder_ / "windows.toml",
                  {"data.root='" + (folder_ / "scenes").string() + "'",
                   "combine={type='median', detector='" + (folder_ / "detector-1").string() +
                       "', seconds=[0.3, 0.5]}"})
          .recipe;
  train_run(recipe, folder_ / "median", Start::fresh);
  const evaluation::Detector detector =
      evaluation::load_detector(folder_ / "median" / "model.safetensors");
  ASSERT_EQ(detector.steps.size(), 1u);
  const auto& widths = std::get<decoding::MedianStep>(detector.steps.front()).seconds;
  ASSERT_EQ(widths.size(), 3u);
  for (const double seconds : widths)
    EXPECT_TRUE(seconds == 0 || seconds == 0.3 || seconds == 0.5) << seconds;
  evaluate_run(folder_ / "median");
  EXPECT_THAT(core::read_file(folder_ / "median" / "README.md"),
              testing::AllOf(HasSubstr("On 12 made-up scenes"), HasSubstr("running medians")));
  EXPECT_EQ(runs::measures_of(runs::RunFolder::open(folder_ / "median")).size(), 4u);
}

TEST_F(TrainCombinationTest, WhatMayHaveHeardTheTestIsRefused) {
  train_run(tagger(2), folder_ / "tagger-2", Start::fresh);
  EXPECT_THAT([&] { train_run(windows("tagger-2"), folder_ / "windows", Start::fresh); },
              ThrowsMessage<core::InvalidOptions>(HasSubstr("holds out fold 2")));
  EXPECT_THROW(train_run(windows("absent"), folder_ / "other", Start::fresh), core::MissingInput);
}

TEST_F(TrainCombinationTest, NamesOfFoldsAreNotTrusted) {
  // It says that it holds out fold 1, but its fold 1 is the scenes' fold 2.
  train_run(tagger(1, true), folder_ / "tagger-1", Start::fresh);
  EXPECT_THAT([&] { train_run(windows("tagger-1"), folder_ / "windows", Start::fresh); },
              ThrowsMessage<core::InvalidOptions>(HasSubstr("which is tested on here")));
}

TEST_F(TrainCombinationTest, OnlyPlainNetworksOfTheRightKindAndSceneAreCombined) {
  const auto error_of = [&](const Recipe& recipe) {
    try {
      train_run(recipe, folder_ / "refused", Start::fresh);
    } catch (const core::InvalidOptions& error) {
      fs::remove_all(folder_ / "refused");
      return std::string(error.what());
    }
    return std::string();
  };
  const auto median_of = [&](const std::string& run) {
    return smoothing("{type='median', detector='" + (folder_ / run).string() + "'}");
  };
  train_run(tagger(1), folder_ / "tagger-1", Start::fresh);
  EXPECT_THAT(error_of(median_of("tagger-1")), HasSubstr("got a classifier of clips"));
  train_run(detector_, folder_ / "detector-1", Start::fresh);
  EXPECT_THAT(error_of(windows("detector-1")), HasSubstr("got a detector of events"));
  train_run(windows("tagger-1"), folder_ / "windows-1", Start::fresh);
  EXPECT_THAT(error_of(median_of("windows-1")), HasSubstr("asked about windows"));
  // The same network, but what it calls its scenes has changed.
  std::string environment = core::read_file(folder_ / "detector-1" / "environment.json");
  const std::string hash = runs::RunFolder::open(folder_ / "detector-1").environment().data_hash;
  environment.replace(environment.find(hash), hash.size(), std::string(hash.size(), '0'));
  core::write_file_atomically(folder_ / "detector-1" / "environment.json", environment);
  EXPECT_THAT(error_of(median_of("detector-1")), HasSubstr("trained on other scenes"));
}

TEST_F(TrainCombinationTest, AStudyComparesItWithATrainedDetector) {
  train_run(tagger(1), folder_ / "tagger-1", Start::fresh);
  const auto study = runs::StudyFolder::create(
      folder_ / "study", core::parse_toml("[study]\narms = ['windows', 'crnn']\n", "study"));
  for (const auto& [arm, recipe] :
       {std::pair{"windows", windows("tagger-{fold}")}, std::pair{"crnn", detector_}}) {
    train_run(recipe, study.run_path({arm, 1, 1}), Start::fresh);
    evaluate_run(study.run_path({arm, 1, 1}));
  }
  const runs::StudyComparison comparison = runs::compare_study(study, {.event_resamples = 100});
  EXPECT_TRUE(comparison.arms.empty());
  ASSERT_EQ(comparison.event_arms.size(), 1u);
  EXPECT_EQ(comparison.event_arms[0].arm, "crnn");
  EXPECT_EQ(comparison.event_arms[0].num_scenes, 6);
  runs::write_comparison(study, comparison);
  EXPECT_EQ(runs::recorded_comparison_options(study)->event_resamples, 100);
}

TEST_F(TrainCombinationTest, StudiesOfScenesAreCheckedAsOthers) {
  StudyRecipe study =
      read_recipe(folder_ / "recipe.toml",
                  {"data.root='" + (folder_ / "scenes").string() + "'", "study.folds=[1, 2]"});
  check_study(study, folder_ / "study");
  study.arms[0].recipe.combine = WindowCombination{.tagger = "somewhere"};
  EXPECT_EQ(planned_runs(study).front().epochs, 0);
  study.study.folds = {3};
  EXPECT_THROW(check_study(study, folder_ / "study"), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::study
