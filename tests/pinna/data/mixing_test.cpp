#include "pinna/data/mixing.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/data/weighted_level.h"

namespace pinna::data {
namespace {

constexpr int64_t kBins = 4;
constexpr int64_t kFrames = 10;

/// Clip i: every input i, class i; two channels.
Batch numbered_batch(int64_t size) {
  Batch batch{.size = size, .channels = 2, .bins = kBins, .frames = kFrames, .classes = size};
  const int64_t width = 2 * kBins * kFrames;
  batch.inputs.resize(static_cast<size_t>(size * width));
  batch.targets.resize(static_cast<size_t>(size * size));
  for (int64_t clip = 0; clip < size; ++clip) {
    std::fill_n(batch.inputs.begin() + clip * width, width, static_cast<float>(clip));
    batch.targets[static_cast<size_t>(clip * size + clip)] = 1;
    batch.clips.push_back(clip);
  }
  return batch;
}

std::vector<int64_t> different_classes(int64_t count) {
  std::vector<int64_t> classes(static_cast<size_t>(count));
  std::iota(classes.begin(), classes.end(), int64_t{0});
  return classes;
}

MixingOptions only(double MixingOptions::*method) {
  MixingOptions options{.mixup = 0, .alpha = 1};
  options.*method = 1;
  return options;
}

struct Mixed {
  Batch batch;
  MixPlan plan;
};

Mixed mixed(const MixingOptions& options, int64_t size = 8) {
  core::Random random(4);
  Mixed result{.batch = numbered_batch(size),
               .plan = draw_mixing(options, different_classes(size), random)};
  mix_batch(result.batch, result.plan);
  return result;
}

float target_of(const Batch& batch, int64_t row, int64_t target) {
  return batch.targets[static_cast<size_t>(row * batch.classes + target)];
}

std::span<const float> input_of(const Batch& batch, int64_t row) {
  const auto width = static_cast<size_t>(batch.channels * batch.bins * batch.frames);
  return std::span(batch.inputs).subspan(static_cast<size_t>(row) * width, width);
}

void expect_targets_to_sum_to_one(const Batch& batch) {
  for (int64_t row = 0; row < batch.size; ++row) {
    double total = 0;
    for (int64_t target = 0; target < batch.classes; ++target)
      total += target_of(batch, row, target);
    EXPECT_NEAR(total, 1, 1e-6);
  }
}

TEST(Mixing, MixupBlendsInputsAndTargetsWithOneWeight) {
  const auto [batch, plan] = mixed(only(&MixingOptions::mixup));
  ASSERT_EQ(plan.method, MixMethod::mixup);
  expect_targets_to_sum_to_one(batch);
  for (int64_t row = 0; row < batch.size; ++row) {
    const double share = plan.shares[static_cast<size_t>(row)];
    const auto partner = static_cast<double>(plan.partners[static_cast<size_t>(row)]);
    EXPECT_NEAR(target_of(batch, row, row), share, 1e-6);
    EXPECT_LT(share, 1);
    for (const float value : input_of(batch, row))
      EXPECT_NEAR(value, share * static_cast<double>(row) + (1 - share) * partner, 1e-5);
  }
}

TEST(Mixing, TimeMixTakesOneStretchOfFramesInEveryBin) {
  const auto [batch, plan] = mixed(only(&MixingOptions::time_mix));
  expect_targets_to_sum_to_one(batch);
  for (int64_t row = 0; row < batch.size; ++row) {
    const auto input = input_of(batch, row);
    const auto frames = input.first(kFrames);
    const auto own = std::ranges::count(frames, static_cast<float>(row));
    EXPECT_NEAR(target_of(batch, row, row), static_cast<double>(own) / kFrames, 1e-6);
    EXPECT_GE(own, kFrames / 2);
    for (size_t bin = 1; bin < 2 * kBins; ++bin)
      EXPECT_THAT(input.subspan(bin * kFrames, kFrames), testing::ElementsAreArray(frames));
    int64_t changes = 0;
    for (size_t frame = 1; frame < frames.size(); ++frame)
      changes += frames[frame] != frames[frame - 1];
    EXPECT_LE(changes, 2);
  }
}

TEST(Mixing, FrequencyMixTakesTheUpperBinsOfEveryChannel) {
  const auto [batch, plan] = mixed(only(&MixingOptions::frequency_mix));
  expect_targets_to_sum_to_one(batch);
  for (int64_t row = 0; row < batch.size; ++row) {
    const auto input = input_of(batch, row);
    const auto own = std::llround(target_of(batch, row, row) * kBins);
    const auto partner = static_cast<float>(plan.partners[static_cast<size_t>(row)]);
    for (int64_t channel = 0; channel < 2; ++channel)
      for (int64_t bin = 0; bin < kBins; ++bin)
        EXPECT_EQ(input[static_cast<size_t>((channel * kBins + bin) * kFrames)],
                  bin < own ? static_cast<float>(row) : partner);
  }
}

TEST(Mixing, NoRowIsItsOwnPartner) {
  core::Random random(2);
  for (int draw = 0; draw < 50; ++draw) {
    const MixPlan plan = draw_mixing({}, different_classes(5), random);
    ASSERT_EQ(std::ssize(plan.partners), 5);
    EXPECT_EQ(std::set<int64_t>(plan.partners.begin(), plan.partners.end()).size(), 5U);
    for (int64_t row = 0; row < 5; ++row) EXPECT_NE(plan.partners[static_cast<size_t>(row)], row);
  }
}

TEST(Mixing, EveryMethodComesAsOftenAsItsWeightSays) {
  const MixingOptions options{
      .probability = 0.8, .mixup = 1, .between_class = 2, .time_mix = 1, .frequency_mix = 0};
  core::Random random(3);
  std::array<double, 5> counts{};
  constexpr int draws = 4000;
  for (int draw = 0; draw < draws; ++draw)
    ++counts[static_cast<size_t>(draw_mixing(options, different_classes(4), random).method)];
  const auto near = [](double share) { return testing::DoubleNear(share * draws, 0.03 * draws); };
  EXPECT_THAT(counts, testing::ElementsAre(near(0.2), near(0.2), near(0.4), near(0.2), 0));
}

TEST(Mixing, OneClipOrNoChanceStaysAsItIs) {
  core::Random random(5);
  EXPECT_EQ(draw_mixing({}, different_classes(1), random).method, MixMethod::none);
  EXPECT_EQ(draw_mixing({.probability = 0}, different_classes(4), random).method, MixMethod::none);
  EXPECT_EQ(draw_mixing({.alpha = 0}, different_classes(4), random).method, MixMethod::none);
  Batch batch = numbered_batch(4);
  mix_batch(batch, {});
  EXPECT_EQ(batch.inputs, numbered_batch(4).inputs);
}

TEST(Mixing, ScheduleLeavesOutTheFirstAndTheLastEpochs) {
  const MixingOptions options{.warm_up_epochs = 5, .off_last_fraction = 0.1};
  EXPECT_FALSE(mixes_in_epoch(options, 4, 60));
  EXPECT_TRUE(mixes_in_epoch(options, 5, 60));
  EXPECT_TRUE(mixes_in_epoch(options, 53, 60));
  EXPECT_FALSE(mixes_in_epoch(options, 54, 60));
  EXPECT_FALSE(mixes_in_epoch({.alpha = 0}, 20, 60));
  EXPECT_TRUE(mixes_in_epoch({.time_mix = 1, .alpha = 0}, 20, 60));
}

std::vector<float> tone(double amplitude, double frequency) {
  std::vector<float> samples(8000);
  for (size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<float>(
        amplitude * std::sin(2 * std::numbers::pi * frequency * static_cast<double>(i) / 16000));
  return samples;
}

TEST(BetweenClass, PartnersAreOfAnotherClass) {
  const std::vector<int64_t> classes{0, 0, 0, 1, 0, 2};
  core::Random random(6);
  for (int draw = 0; draw < 50; ++draw) {
    const MixPlan plan = draw_mixing(only(&MixingOptions::between_class), classes, random);
    for (size_t row = 0; row < classes.size(); ++row)
      EXPECT_NE(classes[static_cast<size_t>(plan.partners[row])], classes[row]);
  }
  const std::vector<int64_t> alike{3, 3, 3};
  for (const float share : draw_mixing(only(&MixingOptions::between_class), alike, random).shares)
    EXPECT_EQ(share, 1);
}

TEST(BetweenClass, AQuietClipIsRaisedUntilTheShareSaysHowLoudItIs) {
  // 20 dB apart at the same frequency: with equal shares both must come out equally loud.
  std::vector<std::vector<float>> waveforms{tone(0.5, 1000), tone(0.05, 1000)};
  const WeightedLevel level(16000);
  const MixPlan plan{
      .method = MixMethod::between_class, .partners = {1, 0}, .shares = {0.5F, 0.5F}};
  mix_waveforms(waveforms, plan, level);
  // p = 1 / 11, so 0.5 p + 0.05 (1 - p) = 1 / 11, over the root of (1 + 100) / 121.
  const double peak = *std::ranges::max_element(waveforms[0]);
  EXPECT_NEAR(peak, 1 / std::sqrt(101.0), 1e-3);
  EXPECT_NEAR(*std::ranges::max_element(waveforms[1]), peak, 1e-3);
}

TEST(BetweenClass, AllOfItselfStaysAsItIs) {
  std::vector<std::vector<float>> waveforms{tone(0.5, 1000), tone(0.05, 300)};
  const auto before = waveforms;
  mix_waveforms(waveforms,
                {.method = MixMethod::between_class, .partners = {1, 0}, .shares = {1, 1}},
                WeightedLevel(16000));
  EXPECT_EQ(waveforms, before);
}

}  // namespace
}  // namespace pinna::data
