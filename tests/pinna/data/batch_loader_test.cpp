#include "pinna/data/batch_loader.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "tests/pinna/data/random_clips.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/data/fit_statistics.h"

namespace pinna::data {
namespace {

using testing::ElementsAre;

constexpr int64_t num_clips = 11;

class BatchLoaderTest : public testing::Test {
 protected:
  BatchLoader loader(const LoaderOptions& options, std::optional<TrainingPass> pass = {}) {
    return {store_, indices_, small_log_mel(), statistics_, options, std::move(pass)};
  }

  test::TemporaryFolder folder_;
  std::shared_ptr<ClipStore> store_ = random_clips(folder_.path(), num_clips);
  std::vector<int64_t> indices_{10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
  features::BinStatistics statistics_ = fit_statistics(*store_, indices_, small_log_mel(), 1);
};

TrainingPass everything_on() {
  TrainingPass pass{.num_epochs = 10, .seed = 7};
  pass.augment.shift_seconds = 0.05;
  pass.augment.mixing.warm_up_epochs = 1;
  pass.augment.spec_augment = {.time_mask_fraction = 0.3, .frequency_mask_fraction = 0.3};
  return pass;
}

std::vector<Batch> epoch_of(BatchLoader& loader, int64_t epoch) {
  std::vector<Batch> batches;
  loader.start_epoch(epoch);
  while (auto batch = loader.next()) batches.push_back(std::move(*batch));
  return batches;
}

std::vector<int64_t> clips_of(const std::vector<Batch>& batches) {
  std::vector<int64_t> clips;
  for (const Batch& batch : batches)
    clips.insert(clips.end(), batch.clips.begin(), batch.clips.end());
  return clips;
}

void expect_equal(const std::vector<Batch>& left, const std::vector<Batch>& right) {
  ASSERT_EQ(left.size(), right.size());
  for (size_t i = 0; i < left.size(); ++i) {
    EXPECT_EQ(left[i].clips, right[i].clips);
    EXPECT_EQ(left[i].targets, right[i].targets);
    EXPECT_EQ(left[i].inputs, right[i].inputs);
  }
}

TEST_F(BatchLoaderTest, EvaluationReadsInTheOrderGivenWithOneHotTargets) {
  BatchLoader plain = loader({.batch_size = 4});
  EXPECT_EQ(plain.batches_per_epoch(), 3);
  const auto batches = epoch_of(plain, 0);
  ASSERT_EQ(batches.size(), 3U);
  EXPECT_EQ(clips_of(batches), indices_);
  EXPECT_EQ(batches[2].size, 2);
  EXPECT_THAT(batches[2].targets, ElementsAre(1, 0, 0, 1));  // clips 2 (even) and 1 (odd)
  EXPECT_EQ(batches[0].bins, 8);
  EXPECT_EQ(batches[0].frames, plain.num_frames());
  EXPECT_EQ(std::ssize(batches[0].inputs), 4 * 8 * plain.num_frames());
}

TEST_F(BatchLoaderTest, TheFeaturesOfAStackAreChannels) {
  features::StackOptions stack;
  stack.channels = {small_log_mel(), features::MfccOptions{.log_mel = small_log_mel(), .n_mfcc = 4},
                    features::PcenOptions{.mel = small_log_mel().mel}};
  const auto statistics = fit_statistics(*store_, indices_, stack, 1);
  EXPECT_EQ(statistics.num_bins(), 3 * 8);
  TrainingPass pass = everything_on();
  BatchLoader train(store_, indices_, stack, statistics, {.batch_size = 4}, pass);
  EXPECT_EQ(train.num_channels(), 3);
  EXPECT_EQ(train.num_bins(), 8);
  for (const Batch& batch : epoch_of(train, 1)) {
    EXPECT_EQ(batch.channels, 3);
    EXPECT_EQ(batch.bins, 8);
    EXPECT_EQ(std::ssize(batch.inputs), batch.size * 3 * 8 * batch.frames);
  }
}

TEST_F(BatchLoaderTest, TheFirstChannelOfAStackIsTheFeatureAlone) {
  const features::StackOptions stack{.channels = {small_log_mel(), small_log_mel()}};
  BatchLoader two(store_, indices_, stack, fit_statistics(*store_, indices_, stack, 1),
                  {.batch_size = 1});
  BatchLoader plain = loader({.batch_size = 1});
  const Batch alone = epoch_of(plain, 0)[0];
  const Batch stacked = epoch_of(two, 0)[0];
  ASSERT_EQ(stacked.inputs.size(), 2 * alone.inputs.size());
  for (size_t i = 0; i < stacked.inputs.size(); ++i)
    ASSERT_EQ(stacked.inputs[i], alone.inputs[i % alone.inputs.size()]);
}

TEST_F(BatchLoaderTest, InputsAreStandardisedOverTheClipsOfTheStatistics) {
  BatchLoader plain = loader({.batch_size = 10});
  const auto batches = epoch_of(plain, 0);
  const auto& inputs = batches[0].inputs;
  double sum = 0;
  double squares = 0;
  for (const float value : inputs) {
    sum += value;
    squares += double{value} * value;
  }
  EXPECT_NEAR(sum / static_cast<double>(inputs.size()), 0, 1e-5);
  EXPECT_NEAR(squares / static_cast<double>(inputs.size()), 1, 1e-4);
}

TEST_F(BatchLoaderTest, ContentNeverDependsOnTheNumberOfWorkers) {
  for (const bool waveform_changes : {true, false}) {
    TrainingPass pass = everything_on();
    if (!waveform_changes) pass.augment.gain_db = pass.augment.shift_seconds = 0;
    BatchLoader alone = loader({.batch_size = 3, .workers = 0}, pass);
    BatchLoader one = loader({.batch_size = 3, .workers = 1}, pass);
    BatchLoader three = loader({.batch_size = 3, .workers = 3}, pass);
    for (int64_t epoch = 0; epoch < 4; ++epoch) {
      const auto expected = epoch_of(alone, epoch);
      expect_equal(epoch_of(one, epoch), expected);
      expect_equal(epoch_of(three, epoch), expected);
    }
  }
}

TEST_F(BatchLoaderTest, AnEpochIsTheSameWithoutTheOnesBefore) {
  BatchLoader from_start = loader({.batch_size = 4}, everything_on());
  for (int64_t epoch = 0; epoch < 3; ++epoch) epoch_of(from_start, epoch);
  BatchLoader resumed = loader({.batch_size = 4}, everything_on());
  expect_equal(epoch_of(from_start, 3), epoch_of(resumed, 3));
}

TEST_F(BatchLoaderTest, TrainingHasANewOrderInEveryEpochAndEveryClipOnce) {
  BatchLoader train = loader({.batch_size = 4}, TrainingPass{});
  const auto first = clips_of(epoch_of(train, 0));
  const auto second = clips_of(epoch_of(train, 1));
  EXPECT_NE(first, second);
  EXPECT_THAT(first, testing::UnorderedElementsAreArray(indices_));
  EXPECT_THAT(second, testing::UnorderedElementsAreArray(indices_));
}

TEST_F(BatchLoaderTest, WithoutAugmentationTrainingSeesWhatEvaluationSees) {
  BatchLoader train = loader({.batch_size = 1}, TrainingPass{.augment = AugmentOptions::none()});
  BatchLoader plain = loader({.batch_size = 1});
  const auto expected = epoch_of(plain, 0);
  for (const Batch& batch : epoch_of(train, 5)) {
    const auto place = std::ranges::find(indices_, batch.clips[0]) - indices_.begin();
    EXPECT_EQ(batch.inputs, expected[static_cast<size_t>(place)].inputs);
  }
}

TEST_F(BatchLoaderTest, MixupFollowsItsSchedule) {
  BatchLoader train = loader({.batch_size = 5}, everything_on());
  const auto is_mixed = [&](int64_t epoch) {
    const Batch batch = epoch_of(train, epoch)[0];
    return std::ranges::any_of(batch.targets, [](float w) { return w > 0 && w < 1; });
  };
  EXPECT_FALSE(is_mixed(0));
  EXPECT_TRUE(is_mixed(1));
  EXPECT_TRUE(is_mixed(8));
  EXPECT_FALSE(is_mixed(9));
}

TEST_F(BatchLoaderTest, CropShortensTrainingInputsOnly) {
  TrainingPass pass;
  pass.augment.crop_seconds = 0.05;
  pass.augment.shift_seconds = 0;
  BatchLoader train = loader({}, pass);
  BatchLoader plain = loader({});
  EXPECT_LT(train.num_frames(), plain.num_frames());
  EXPECT_EQ(epoch_of(train, 0)[0].frames, train.num_frames());
}

TEST_F(BatchLoaderTest, DropsOrKeepsTheLastBatch) {
  BatchLoader train = loader({.batch_size = 4}, TrainingPass{.last_batch = LastBatch::drop});
  EXPECT_EQ(train.batches_per_epoch(), 2);
  EXPECT_EQ(epoch_of(train, 0).size(), 2U);
  EXPECT_THROW(loader({.batch_size = 12}, TrainingPass{.last_batch = LastBatch::drop}),
               core::InvalidOptions);
}

TEST_F(BatchLoaderTest, RethrowsWhatWentWrongInAWorkerAndCanStartAgain) {
  store_ = random_clips(folder_.path(), num_clips);  // nothing decoded yet
  std::filesystem::remove(store_->table().clip(7).path);
  for (const int64_t workers : {0, 2}) {
    BatchLoader plain = loader({.batch_size = 2, .workers = workers});
    for (int attempt = 0; attempt < 2; ++attempt) {
      plain.start_epoch(0);
      EXPECT_TRUE(plain.next());
      EXPECT_THROW(plain.next(), core::MissingInput);  // clips 8 and 7
      EXPECT_FALSE(plain.next());
    }
  }
}

TEST_F(BatchLoaderTest, MayBeLeftInTheMiddleOfAnEpoch) {
  BatchLoader train = loader({.batch_size = 1, .workers = 2}, everything_on());
  train.start_epoch(0);
  train.next();
  train.start_epoch(1);
  train.next();
}

TEST_F(BatchLoaderTest, RefusesWhatDoesNotFit) {
  EXPECT_THROW(loader({.batch_size = 0}), core::InvalidOptions);
  EXPECT_THROW(loader({.workers = -1}), core::InvalidOptions);
  auto wrong_rate = small_log_mel();
  wrong_rate.mel.spectrum.sample_rate = 16000;
  EXPECT_THROW(BatchLoader(store_, indices_, wrong_rate, statistics_, {}), core::InvalidOptions);
  auto wrong_bins = small_log_mel();
  wrong_bins.mel.n_mels = 9;
  EXPECT_THROW(BatchLoader(store_, indices_, wrong_bins, statistics_, {}), core::InvalidOptions);
  indices_ = {num_clips};
  EXPECT_THROW(loader({}), core::InvalidOptions);
  indices_ = {};
  EXPECT_THROW(loader({}), core::InvalidOptions);
  indices_ = {0};
  TrainingPass pass;
  pass.augment.crop_seconds = 1;
  EXPECT_THROW(loader({}, pass), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::data
