#include "pinna/data/mixup.h"

#include <cmath>

#include <gtest/gtest.h>

namespace pinna::data {
namespace {

/// Clip i: every input i, class i.
Batch numbered_batch(int64_t size) {
  Batch batch{.size = size, .bins = 2, .frames = 3, .classes = size};
  batch.inputs.resize(static_cast<size_t>(size * 6));
  batch.targets.resize(static_cast<size_t>(size * size));
  for (int64_t clip = 0; clip < size; ++clip) {
    std::fill_n(batch.inputs.begin() + clip * 6, 6, static_cast<float>(clip));
    batch.targets[static_cast<size_t>(clip * size + clip)] = 1;
    batch.clips.push_back(clip);
  }
  return batch;
}

TEST(Mixup, BlendsInputsAndTargetsWithOneWeight) {
  constexpr int64_t size = 8;
  Batch batch = numbered_batch(size);
  core::Random random(4);
  mixup(batch, {.alpha = 1}, random);
  int64_t num_mixed = 0;
  for (int64_t clip = 0; clip < size; ++clip) {
    // An input is the mean class number under the target's weights.
    double mean_class = 0;
    double total = 0;
    for (int64_t target = 0; target < size; ++target) {
      const double weight = batch.targets[static_cast<size_t>(clip * size + target)];
      mean_class += weight * static_cast<double>(target);
      total += weight;
    }
    EXPECT_NEAR(total, 1, 1e-6);
    for (int64_t i = 0; i < 6; ++i)
      EXPECT_NEAR(batch.inputs[static_cast<size_t>(clip * 6 + i)], mean_class, 1e-5);
    num_mixed += batch.targets[static_cast<size_t>(clip * size + clip)] < 1 ? 1 : 0;
  }
  EXPECT_EQ(num_mixed, size);
}

TEST(Mixup, OneClipOrNoChanceStaysAsItIs) {
  core::Random random(5);
  Batch single = numbered_batch(1);
  mixup(single, {.alpha = 1}, random);
  EXPECT_EQ(single.inputs, numbered_batch(1).inputs);
  Batch never = numbered_batch(4);
  mixup(never, {.alpha = 1, .probability = 0}, random);
  EXPECT_EQ(never.targets, numbered_batch(4).targets);
}

TEST(Mixup, ScheduleLeavesOutTheFirstAndTheLastEpochs) {
  const MixupOptions options{.alpha = 0.2, .warm_up_epochs = 5, .off_last_fraction = 0.1};
  EXPECT_FALSE(mixes_in_epoch(options, 4, 60));
  EXPECT_TRUE(mixes_in_epoch(options, 5, 60));
  EXPECT_TRUE(mixes_in_epoch(options, 53, 60));
  EXPECT_FALSE(mixes_in_epoch(options, 54, 60));
  EXPECT_FALSE(mixes_in_epoch({.alpha = 0}, 20, 60));
}

}  // namespace
}  // namespace pinna::data
