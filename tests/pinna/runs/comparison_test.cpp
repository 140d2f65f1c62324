#include "pinna/runs/comparison.h"

#include "tests/support/example_study.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::runs {
namespace {

using test::answers;
using test::wrong_every;
using testing::HasSubstr;

PairedRun paired(int64_t fold, uint64_t seed, const std::vector<bool>& baseline,
                 const std::vector<bool>& arm, size_t takes = 1) {
  return {.fold = fold,
          .seed = seed,
          .baseline = answers(fold, baseline, takes),
          .arm = answers(fold, arm, takes)};
}

ArmComparison compare(const std::vector<PairedRun>& runs, const ComparisonOptions& options = {}) {
  return compare_runs("arm", runs, 0.25, options);
}

std::string complaint(const PairedRun& run) {
  try {
    compare({run});
  } catch (const core::BadData& error) {
    return error.what();
  }
  return "none";
}

TEST(Comparison, CountsAndAccuraciesByHand) {
  // Of ten clips in five recordings the baseline misses three, the arm one of these and another.
  const std::vector<bool> baseline{true, true, true, true, true, true, true, false, false, false};
  const std::vector<bool> arm{true, false, true, true, true, true, true, true, true, false};
  const ArmComparison comparison = compare({paired(1, 7, baseline, arm, 2)});
  EXPECT_EQ(comparison.num_clips, 10);
  EXPECT_EQ(comparison.num_clusters, 5);
  EXPECT_EQ(comparison.num_seeds, 1);
  EXPECT_NEAR(comparison.baseline_accuracy, 0.7, 1e-12);
  EXPECT_NEAR(comparison.accuracy, 0.8, 1e-12);
  EXPECT_NEAR(comparison.difference.value, 0.1, 1e-12);
  EXPECT_EQ(comparison.majority, metrics::mcnemar(2, 1));
  ASSERT_EQ(comparison.seeds.size(), 1U);
  EXPECT_EQ(comparison.seeds[0].mcnemar, comparison.majority);
  // Recordings: -1, 0, 0, +1, +1; |sum| reaches 1 whatever the three signs.
  EXPECT_EQ(comparison.randomisation.count, 3);
  EXPECT_EQ(comparison.randomisation.p, 1);
  EXPECT_FALSE(comparison.folds);
}

TEST(Comparison, ClipsOfOneRecordingAreNoIndependentEvidence) {
  const std::vector<bool> arm(40, true);
  const auto single = compare({paired(1, 1, wrong_every(4, 1), arm, 1)});
  std::vector<bool> block(40, true);
  std::fill(block.begin(), block.begin() + 10, false);
  const auto together = compare({paired(1, 1, block, arm, 10)});
  EXPECT_EQ(single.majority.p, together.majority.p);  // McNemar does not know recordings
  EXPECT_LT(single.randomisation.p, 0.002);
  EXPECT_EQ(together.randomisation.p, 1);
  EXPECT_GT(together.difference.deviation, 2 * single.difference.deviation);
}

TEST(Comparison, SeedsAreAveragedAndVote) {
  // Right in two of three seeds: right by majority; in one of three: wrong.
  const std::vector<bool> right(8, true);
  std::vector<PairedRun> runs;
  for (const uint64_t seed : {1, 2, 3}) {
    std::vector<bool> arm(8, true);
    arm[seed - 1] = false;  // each seed misses another clip
    arm[5] = seed == 3;     // two of three miss this one
    runs.push_back(paired(1, seed, right, arm));
  }
  const auto comparison = compare(runs);
  EXPECT_EQ(comparison.seeds.size(), 3U);
  EXPECT_EQ(comparison.seeds[0].mcnemar, metrics::mcnemar(0, 2));
  EXPECT_EQ(comparison.seeds[2].mcnemar, metrics::mcnemar(0, 1));
  EXPECT_EQ(comparison.majority, metrics::mcnemar(0, 1));
  EXPECT_NEAR(comparison.difference.value, -5.0 / 24, 1e-12);
  EXPECT_EQ(comparison.num_clips, 8);
}

TEST(Comparison, MoreSeedsOfTheSameNetworkNarrowNothing) {
  const auto run = [](uint64_t seed) {
    return paired(1, seed, wrong_every(4, 1), wrong_every(8, 1));
  };
  const auto one = compare({run(1)});
  const auto three = compare({run(1), run(2), run(3)});
  EXPECT_EQ(one.randomisation.p, three.randomisation.p);
  EXPECT_EQ(one.majority, three.majority);
  EXPECT_NEAR(one.difference.deviation, three.difference.deviation, 0.005);
}

TEST(Comparison, FoldsAreCountedOnceAndStateTheirFloor) {
  std::vector<PairedRun> runs;
  for (int64_t fold = 1; fold <= 5; ++fold)
    for (const uint64_t seed : {1, 2})
      runs.push_back(
          paired(fold, seed, wrong_every(4, 1), wrong_every(8 + static_cast<size_t>(fold), 1)));
  const auto comparison = compare(runs);
  ASSERT_TRUE(comparison.folds);
  EXPECT_EQ(comparison.folds->folds.size(), 5U);
  EXPECT_EQ(comparison.folds->signed_rank.p, 0.0625);
  EXPECT_EQ(comparison.folds->signed_rank.floor, 0.0625);
  ASSERT_TRUE(comparison.folds->resampled_t);
  EXPECT_EQ(comparison.folds->resampled_t->count, 5);
  EXPECT_FALSE(compare_runs("arm", runs, std::nullopt, {}).folds->resampled_t);
}

RC_GTEST_PROP(Comparison, ExchangingTheMethodsMirrorsTheDifference, ()) {
  const auto left = *rc::gen::container<std::vector<bool>>(20, rc::gen::arbitrary<bool>());
  const auto right = *rc::gen::container<std::vector<bool>>(20, rc::gen::arbitrary<bool>());
  const ComparisonOptions quick{.bootstrap = {.resamples = 200}};
  const auto forth = compare({paired(1, 1, left, right, 2)}, quick);
  const auto back = compare({paired(1, 1, right, left, 2)}, quick);
  RC_ASSERT(forth.difference.value == -back.difference.value);
  RC_ASSERT(forth.randomisation.p == back.randomisation.p);
  RC_ASSERT(forth.majority.p == back.majority.p);
  RC_ASSERT(std::abs(forth.difference.value - (forth.accuracy - forth.baseline_accuracy)) < 1e-12);
}

TEST(Comparison, TheOrderOfClipsAndLabelsIsFree) {
  PairedRun run = paired(1, 1, wrong_every(4, 1), wrong_every(8, 1));
  const auto expected = compare({run});
  metrics::ClipPredictions& arm = run.arm;
  std::reverse(arm.clips.begin(), arm.clips.end());
  std::reverse(arm.groups.begin(), arm.groups.end());
  std::reverse(arm.targets.begin(), arm.targets.end());
  std::reverse(arm.probabilities.begin(), arm.probabilities.end());  // classes too
  std::swap(arm.labels[0], arm.labels[1]);
  for (int64_t& target : arm.targets) target = 1 - target;
  const auto actual = compare({run});
  EXPECT_EQ(actual.difference.value, expected.difference.value);
  EXPECT_EQ(actual.randomisation, expected.randomisation);
}

TEST(Comparison, PredictionsThatDoNotFitAreRefused) {
  const PairedRun good = paired(3, 9, wrong_every(4, 1), wrong_every(8, 1));
  PairedRun run = good;
  run.arm.clips[0] = "stranger.wav";
  EXPECT_THAT(complaint(run), HasSubstr("\"stranger.wav\" in one"));
  EXPECT_THAT(complaint(run), HasSubstr("fold 3, seed 9"));
  run = good;
  run.arm.targets[0] = 1;
  EXPECT_THAT(complaint(run), HasSubstr("label of clip \"3-0.wav\": got rain, expected dog"));
  run = good;
  run.arm.clips[1] = run.arm.clips[0];
  EXPECT_THAT(complaint(run), HasSubstr("twice"));
  run.arm = answers(3, std::vector<bool>(39, true));
  EXPECT_THAT(complaint(run), HasSubstr("got 39, expected 40"));
  EXPECT_THROW(compare({}), core::InvalidOptions);
  EXPECT_THROW(compare({good}, {.bootstrap = {.resamples = 1}}), core::InvalidOptions);
}

TEST(Comparison, CautionsNameWhatLimitsTheNumbers) {
  const auto cautions = [](const std::vector<PairedRun>& runs) {
    std::string text;
    for (const std::string& caution : compare(runs).cautions) text += caution + "\n";
    return text;
  };
  EXPECT_THAT(cautions({paired(1, 1, wrong_every(4, 1), wrong_every(8, 1), 0)}),
              testing::AllOf(HasSubstr("One seed"), HasSubstr("do not name the source")));
  EXPECT_THAT(cautions({paired(1, 1, wrong_every(4, 1), wrong_every(8, 1), 4)}),
              HasSubstr("Only 10 source recordings"));
  std::vector<PairedRun> many;
  for (uint64_t seed = 1; seed <= 5; ++seed)
    many.push_back(paired(1, seed, wrong_every(4, 1), wrong_every(8, 1)));
  EXPECT_EQ(cautions(many), "");
}

TEST(Comparison, HolmCountsTheWholeFamily) {
  const auto with_p = [](double p, metrics::Interval interval) {
    ArmComparison arm;
    arm.randomisation.p = p;
    arm.difference.bca = interval;
    return arm;
  };
  std::vector<ArmComparison> arms{
      with_p(0.02, {.low = 0.01, .high = 0.03}), with_p(0.03, {.low = 0.01, .high = 0.03}),
      with_p(0.001, {.low = -0.01, .high = 0.03}), with_p(0.001, {.low = -0.03, .high = -0.01})};
  conclude(arms, 0.95);
  EXPECT_DOUBLE_EQ(arms[0].holm_p, 0.04);
  EXPECT_EQ(arms[0].verdict, Verdict::difference);
  EXPECT_DOUBLE_EQ(arms[1].holm_p, 0.04);
  EXPECT_DOUBLE_EQ(arms[2].holm_p, 0.004);
  EXPECT_EQ(arms[2].verdict, Verdict::not_shown);  // its interval holds zero
  EXPECT_EQ(arms[3].verdict, Verdict::difference);
  conclude(arms, 0.99);
  EXPECT_EQ(arms[0].verdict, Verdict::not_shown);
}

}  // namespace
}  // namespace pinna::runs
