#include "pinna/data/scene_loader.h"

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/data/fit_statistics.h"
#include "pinna/data/soundscape_folder.h"
#include "pinna/data/synthesize_clips.h"
#include "pinna/data/synthesize_soundscapes.h"

namespace pinna::data {
namespace {

using testing::ElementsAre;

/// Scenes of 4 s of procedural clips in two folds.
class Scenes : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<test::TemporaryFolder>();
    synthesize_clips(
        {.clips_per_class = 12, .num_folds = 2, .clip_seconds = 2, .sample_rate = 16000},
        folder_->path() / "clips");
    synthesize_soundscapes({.data = Esc50Options{.root = (folder_->path() / "clips").string()},
                            .train_scenes = 6,
                            .validation_scenes = 2,
                            .test_scenes = 3,
                            .validation_fraction = 0.25,
                            .scene_seconds = 4},
                           folder_->path() / "scenes");
    scenes_ = read_soundscape_folder({.root = (folder_->path() / "scenes").string()});
  }
  static void TearDownTestSuite() { folder_.reset(); }

  static features::FeatureOptions feature() {
    return features::parse_feature(core::parse_toml(
        "type = 'log_mel'\nsample_rate = 16000\nn_fft = 1024\nhop_length = 512\nn_mels = 16\n",
        "test"));
  }

  static SceneLoader loader(std::optional<ScenePass> pass = std::nullopt, int64_t batch_size = 4) {
    const auto store = std::make_shared<ClipStore>(
        scenes_.table, 16000,
        ClipInputOptions{.clip_seconds = 4, .fit = Fit::pad, .trim = Trim::none});
    const Split split = split_scenes(scenes_.table, 1);
    return {store,
            scenes_.events,
            split.train,
            feature(),
            fit_statistics(*store, split.train, feature()),
            2,
            {.batch_size = batch_size},
            pass};
  }

  static std::vector<Batch> epoch(SceneLoader& loader, int64_t number) {
    std::vector<Batch> batches;
    loader.start_epoch(number);
    while (auto batch = loader.next()) batches.push_back(std::move(*batch));
    return batches;
  }

  static inline std::unique_ptr<test::TemporaryFolder> folder_;
  static inline SoundscapeFolder scenes_;
};

TEST_F(Scenes, TheFolderIsReadBackAndSplitByFoldAndPart) {
  EXPECT_EQ(scenes_.table.num_clips(), 22);
  EXPECT_EQ(scenes_.table.num_classes(), 10);
  const Split split = split_scenes(scenes_.table, 2);
  EXPECT_EQ(split.train.size(), 6u);
  EXPECT_EQ(split.validation.size(), 2u);
  EXPECT_EQ(split.test.size(), 3u);
  for (const int64_t index : split.train)
    EXPECT_THAT(scenes_.table.clip(index).id, testing::StartsWith("fold1-train"));
  for (const int64_t index : split.test)
    EXPECT_THAT(scenes_.table.clip(index).id, testing::StartsWith("fold2-test"));
  EXPECT_THROW(split_scenes(scenes_.table, 3), core::InvalidOptions);
}

TEST_F(Scenes, DamageIsNamed) {
  EXPECT_THROW(read_soundscape_folder({.root = (folder_->path() / "none").string()}),
               core::MissingInput);
  const auto copy = folder_->path() / "copy";
  std::filesystem::copy(folder_->path() / "scenes", copy, std::filesystem::copy_options::recursive);
  std::filesystem::remove(copy / "audio" / "fold1-test-00001.flac");
  EXPECT_THROW(read_soundscape_folder({.root = copy.string()}), core::MissingInput);
}

TEST_F(Scenes, TargetsSayWhenEachClassSounds) {
  EXPECT_THAT(score_targets({{0.1, 0.3, "dog"}, {0.2, 0.25, "car"}}, {"car", "dog"}, 4, 0.1),
              ElementsAre(0, 0, 1, 0, 0, 1, 1, 0));
  // Ends beyond the scene and exactly between frames.
  EXPECT_THAT(score_targets({{0.3, 0.9, "dog"}}, {"dog"}, 4, 0.1), ElementsAre(0, 0, 0, 1));
}

TEST_F(Scenes, BatchesHaveFeaturesAndTargetsOfEveryScene) {
  SceneLoader plain = loader();
  const std::vector<Batch> batches = epoch(plain, 0);
  ASSERT_EQ(batches.size(), 2u);
  EXPECT_EQ(batches[0].size, 4);
  EXPECT_EQ(batches[1].size, 2);
  EXPECT_EQ(batches[0].bins, 16);
  EXPECT_EQ(batches[0].frames, 126 / 2 * 2);
  EXPECT_EQ(plain.num_scores(), 63);
  EXPECT_DOUBLE_EQ(plain.score_seconds(), 0.064);
  EXPECT_EQ(batches[0].targets.size(), 4u * 10 * 63);
  const events::EventTable& events = scenes_.events;
  const std::string& id = scenes_.table.clip(batches[0].clips[0]).id;
  const auto expected = score_targets(events.at(id), scenes_.table.labels, 63, 0.064);
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), batches[0].targets.begin()));
  EXPECT_EQ(epoch(plain, 5)[0].inputs, batches[0].inputs);
}

TEST_F(Scenes, TrainingEpochsAreFunctionsOfTheirNumber) {
  SceneLoader first = loader(ScenePass{.seed = 3});
  SceneLoader second = loader(ScenePass{.seed = 3});
  const std::vector<Batch> batches = epoch(first, 4);
  EXPECT_EQ(epoch(second, 4)[1].inputs, batches[1].inputs);
  EXPECT_EQ(epoch(second, 4)[1].targets, batches[1].targets);
  EXPECT_NE(epoch(second, 5)[1].inputs, batches[1].inputs);
}

TEST_F(Scenes, ShiftsMoveFeaturesAndTargetsTogether) {
  const SceneAugmentOptions only_shift{.filter_db = 0, .mask_bins = 0, .mixup_probability = 0};
  SceneLoader shifted = loader(ScenePass{.augment = only_shift, .seed = 1}, 1);
  SceneLoader plain = loader(std::nullopt, 1);
  std::map<int64_t, Batch> originals;
  for (Batch& batch : epoch(plain, 0)) originals[batch.clips[0]] = std::move(batch);
  int moved = 0;
  for (const Batch& batch : epoch(shifted, 0)) {
    const Batch& original = originals.at(batch.clips[0]);
    const auto row = [](const std::vector<float>& values, int64_t index, int64_t length) {
      return std::vector<float>(values.begin() + index * length,
                                values.begin() + (index + 1) * length);
    };
    const auto inputs = row(batch.inputs, 0, batch.frames);
    int64_t by = 0;
    for (; by < 63; ++by) {
      auto candidate = row(original.inputs, 0, batch.frames);
      std::rotate(candidate.begin(), candidate.end() - 2 * by, candidate.end());
      if (candidate == inputs) break;
    }
    ASSERT_LT(by, 63);
    moved += by > 0;
    for (int64_t index = 0; index < 10; ++index) {
      auto targets = row(original.targets, index, 63);
      std::rotate(targets.begin(), targets.end() - by, targets.end());
      EXPECT_EQ(row(batch.targets, index, 63), targets);
    }
  }
  EXPECT_GT(moved, 2);
}

TEST_F(Scenes, MixingKeepsTheSumOfTargetsAndMakesThemSoft) {
  const SceneAugmentOptions only_mixing{
      .shift = false, .filter_db = 0, .mask_bins = 0, .mixup_probability = 1, .mixup_alpha = 5};
  SceneLoader mixed = loader(ScenePass{.augment = only_mixing, .seed = 1}, 6);
  SceneLoader plain = loader(std::nullopt, 6);
  const auto sum = [](const std::vector<float>& values) {
    double total = 0;
    for (const float value : values) total += value;
    return total;
  };
  const std::vector<float> targets = epoch(mixed, 0)[0].targets;
  EXPECT_NEAR(sum(targets), sum(epoch(plain, 0)[0].targets), 0.01);
  EXPECT_TRUE(std::any_of(targets.begin(), targets.end(),
                          [](float value) { return value > 0.01F && value < 0.99F; }));
}

TEST_F(Scenes, FeaturesOfAnotherRateAreRefused) {
  const auto store = std::make_shared<ClipStore>(scenes_.table, 8000, ClipInputOptions{});
  EXPECT_THROW(
      SceneLoader(store, scenes_.events, {0}, feature(), features::BinStatistics::none(16), 2, {}),
      core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::data
