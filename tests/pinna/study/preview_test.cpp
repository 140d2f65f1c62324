#include "pinna/study/preview.h"

#include <cmath>

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/data/synthesize_clips.h"

namespace pinna::study {
namespace {

class Preview : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<test::TemporaryFolder>();
    data::SyntheticClipsOptions synthesis;
    synthesis.clips_per_class = 4;
    synthesis.num_folds = 2;
    synthesis.clip_seconds = 1;
    synthesis.sample_rate = 8000;
    data::synthesize_clips(synthesis, *folder_ / "clips");
  }
  static void TearDownTestSuite() { folder_.reset(); }

  static Recipe recipe() {
    Recipe recipe;
    recipe.data = data::Esc50Options{.root = (*folder_ / "clips").string()};
    recipe.input.clip_seconds = 1;
    recipe.feature = features::LogMelOptions{
        .mel = {.spectrum = {.sample_rate = 8000, .n_fft = 256}, .n_mels = 16}};
    recipe.training.epochs = 20;
    recipe.training.loader.batch_size = 4;
    recipe.augment = data::AugmentOptions::none();
    return recipe;
  }

  static std::unique_ptr<test::TemporaryFolder> folder_;
};

std::unique_ptr<test::TemporaryFolder> Preview::folder_;

TEST_F(Preview, WithoutAugmentationClipsAreAsTheyAre) {
  const auto clips = preview(recipe(), {.clips = 6});
  ASSERT_EQ(clips.size(), 6U);
  for (const PreviewedClip& clip : clips) {
    EXPECT_EQ(clip.heard, clip.waveform);
    EXPECT_EQ(clip.seen.values, clip.feature.values);
    EXPECT_EQ(clip.targets, (TargetShares{{clip.label, 1.0}}));
    EXPECT_EQ(clip.waveform.size(), 8000U);
  }
}

TEST_F(Preview, AugmentationIsThatOfTheEpoch) {
  Recipe augmented = recipe();
  augmented.augment.gain_db = 10;
  const auto first = preview(augmented, {.clips = 3, .epoch = 0});
  EXPECT_EQ(preview(augmented, {.clips = 3, .epoch = 0})[2].heard, first[2].heard);
  EXPECT_NE(preview(augmented, {.clips = 3, .epoch = 1})[0].heard, first[0].heard);
  for (const PreviewedClip& clip : first) {
    size_t loudest = 0;
    for (size_t i = 0; i < clip.waveform.size(); ++i)
      if (std::abs(clip.waveform[i]) > std::abs(clip.waveform[loudest])) loudest = i;
    const float gain = clip.heard[loudest] / clip.waveform[loudest];
    EXPECT_NE(gain, 1);
    for (size_t i = 0; i < clip.heard.size(); ++i)
      ASSERT_NEAR(clip.heard[i], gain * clip.waveform[i], 1e-5);
  }
}

TEST_F(Preview, MixedClipsNameBothClasses) {
  Recipe mixed = recipe();
  mixed.augment.mixing = {.warm_up_epochs = 3, .mixup = 0, .between_class = 1};
  EXPECT_EQ(first_whole_epoch(mixed), 3);
  EXPECT_EQ(preview(mixed, {.clips = 4})[0].targets.size(), 1U);
  const auto clips = preview(mixed, {.clips = 4, .epoch = first_whole_epoch(mixed)});
  ASSERT_EQ(clips[0].targets.size(), 2U);
  EXPECT_NEAR(clips[0].targets[0].second + clips[0].targets[1].second, 1, 1e-6);
  EXPECT_GE(clips[0].targets[0].second, clips[0].targets[1].second);
  EXPECT_NE(clips[0].heard, clips[0].waveform);
}

TEST_F(Preview, NoMoreClipsThanTheTrainingPartHas) {
  const auto clips = preview(recipe(), {.clips = 10'000});
  EXPECT_GT(clips.size(), 4U);
  EXPECT_LT(clips.size(), 10'000U);
}

TEST_F(Preview, EpochsOutsideTheTrainingAreRefused) {
  EXPECT_THROW(preview(recipe(), {.epoch = 20}), core::InvalidOptions);
  EXPECT_THROW(preview(recipe(), {.epoch = -1}), core::InvalidOptions);
  EXPECT_THROW(preview(recipe(), {.clips = 0}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::study
