#include "pinna/data/spec_augment.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

namespace pinna::data {
namespace {

constexpr int64_t bins = 20;
constexpr int64_t frames = 50;

constexpr InputShape one_channel{.bins = bins, .frames = frames};

std::vector<float> ones() {
  return std::vector<float>(bins * frames, 1.0F);
}

int64_t masked_frames(const std::vector<float>& values) {
  int64_t count = 0;
  for (int64_t frame = 0; frame < frames; ++frame) {
    bool is_masked = true;
    for (int64_t bin = 0; bin < bins; ++bin)
      is_masked = is_masked && values[static_cast<size_t>(bin * frames + frame)] == 0;
    count += is_masked ? 1 : 0;
  }
  return count;
}

int64_t masked_bins(const std::vector<float>& values) {
  int64_t count = 0;
  for (auto row = values.begin(); row != values.end(); row += frames)
    count += std::all_of(row, row + frames, [](float value) { return value == 0; }) ? 1 : 0;
  return count;
}

TEST(SpecAugment, WithoutMasksChangesNothing) {
  std::vector<float> values = ones();
  core::Random random(1);
  spec_augment(values, one_channel, {.time_masks = 0, .frequency_masks = 0}, random);
  EXPECT_EQ(values, ones());
}

TEST(SpecAugment, MasksWholeStripesUpToTheirWidth) {
  const SpecAugmentOptions one_each{.time_masks = 1,
                                    .time_mask_fraction = 0.2,
                                    .frequency_masks = 1,
                                    .frequency_mask_fraction = 0.25};
  int64_t widest_time = 0;
  int64_t widest_frequency = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    std::vector<float> values = ones();
    core::Random random(seed);
    spec_augment(values, one_channel, one_each, random);
    const int64_t time = masked_frames(values);
    const int64_t frequency = masked_bins(values);
    const int64_t zeros = std::ranges::count(values, 0.0F);
    ASSERT_EQ(zeros, time * bins + frequency * frames - time * frequency);
    widest_time = std::max(widest_time, time);
    widest_frequency = std::max(widest_frequency, frequency);
  }
  EXPECT_EQ(widest_time, 10);
  EXPECT_EQ(widest_frequency, 5);
}

TEST(SpecAugment, MaskedPlacesMayBecomeTheMeanOfTheClipByChannel) {
  std::vector<float> values(2 * bins * frames, 3.0F);
  std::fill_n(values.begin(), bins * frames / 2, 1.0F);  // the mean of the first channel: 2
  const std::vector<float> before = values;
  core::Random random(9);
  spec_augment(values, {.channels = 2, .bins = bins, .frames = frames},
               {.time_mask_fraction = 0.3, .fill = MaskFill::clip_mean}, random);
  for (size_t i = 0; i < values.size(); ++i)
    if (values[i] != before[i]) ASSERT_EQ(values[i], 2.0F) << i;
  EXPECT_NE(values, before);
}

TEST(SpecAugment, ChannelsAreMaskedAtTheSamePlaces) {
  const SpecAugmentOptions options{.time_mask_fraction = 0.3, .frequency_mask_fraction = 0.3};
  std::vector<float> one = ones();
  std::vector<float> three(3 * one.size(), 1.0F);
  core::Random random(4);
  spec_augment(one, one_channel, options, random);
  core::Random again(4);
  spec_augment(three, {.channels = 3, .bins = bins, .frames = frames}, options, again);
  for (size_t i = 0; i < three.size(); ++i) ASSERT_EQ(three[i], one[i % one.size()]);
  EXPECT_NE(one, ones());
}

TEST(SpecAugment, MayMaskEverything) {
  std::vector<float> values = ones();
  core::Random random(3);
  spec_augment(values, one_channel, {.time_masks = 100, .time_mask_fraction = 1}, random);
  EXPECT_EQ(values, std::vector<float>(bins * frames));
}

}  // namespace
}  // namespace pinna::data
