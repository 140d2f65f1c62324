#include "pinna/runs/comparison_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::runs {
namespace {

using testing::HasSubstr;
using testing::Not;

ArmComparison mfcc(double difference, metrics::Interval interval, double p) {
  ArmComparison arm{.arm = "mfcc",
                    .num_runs = 15,
                    .num_folds = 5,
                    .num_seeds = 3,
                    .num_clips = 400,
                    .num_clusters = 210,
                    .difference = {.value = difference, .bca = interval},
                    .majority = metrics::mcnemar(6, 14)};
  arm.randomisation.p = p;
  FoldComparison folds;
  for (int64_t fold = 1; fold <= 5; ++fold)
    folds.folds.push_back({.fold = fold, .difference = difference});
  folds.signed_rank = {.count = 5, .p = 0.0625, .floor = 0.0625};
  arm.folds = folds;
  std::vector<ArmComparison> family{arm, arm};
  conclude(family, 0.95);
  return family[0];
}

TEST(ComparisonText, ADifferenceIsStatedWithItsSizeFirst) {
  EXPECT_EQ(conclusion(mfcc(-0.062, {.low = -0.091, .high = -0.034}, 0.0005), "log_mel", 0.95),
            "mfcc is 6.2 points below log_mel [-9.1, -3.4], Holm p 0.001: a difference, for "
            "networks trained like these and clips like these 400 from 210 recordings. Folds alone "
            "cannot show a "
            "difference here: 5 folds cannot give a Wilcoxon p below 0.0625 (here 0.0625).");
}

TEST(ComparisonText, NoDifferenceIsNoEqualityAndSaysWhatCouldBeSeen) {
  EXPECT_THAT(
      conclusion(mfcc(-0.012, {.low = -0.03, .high = 0.006}, 0.155), "log_mel", 0.95),
      testing::AllOf(
          HasSubstr("No difference between mfcc and log_mel can be concluded: -1.2 points "
                    "[-3.0, +0.6], Holm p 0.310: the interval includes zero. This is no proof that "
                    "they are equal."),
          HasSubstr("The methods disagree on 20 of 400 clips (by majority of the seeds): the "
                    "smallest difference that a test of single clips detects at 0.05 is 2.5 points "
                    "(15 against 5).")));
}

TEST(ComparisonText, TestAndIntervalMustAgree) {
  EXPECT_THAT(conclusion(mfcc(0.02, {.low = 0.001, .high = 0.04}, 0.04), "log_mel", 0.95),
              HasSubstr("the interval excludes zero, but the p value is above 0.05."));
  EXPECT_THAT(conclusion(mfcc(0.02, {.low = -0.001, .high = 0.04}, 0.02), "log_mel", 0.95),
              HasSubstr("the p value is small, but the interval includes zero."));
}

TEST(ComparisonText, TooFewDiscordantClipsAreSaid) {
  ArmComparison arm = mfcc(0.01, {.low = -0.01, .high = 0.02}, 0.5);
  arm.majority = metrics::mcnemar(3, 1);
  EXPECT_THAT(
      conclusion(arm, "log_mel", 0.95),
      HasSubstr("The methods disagree on 4 of 400 clips (by majority of the seeds): no split of "
                "so few is significant at 0.05."));
}

TEST(ComparisonText, OneSeedSpeaksOfTheseNetworks) {
  ArmComparison arm = mfcc(0.05, {.low = 0.02, .high = 0.08}, 0.001);
  arm.num_seeds = 1;
  EXPECT_THAT(conclusion(arm, "log_mel", 0.95), HasSubstr("above log_mel [+2.0, +8.0]"));
  EXPECT_THAT(conclusion(arm, "log_mel", 0.95), HasSubstr("for these trained networks and"));
  arm.folds.reset();
  EXPECT_THAT(conclusion(arm, "log_mel", 0.95), Not(HasSubstr("olds")));
}

TEST(ComparisonText, NumbersAreRoundedWithoutNegativeZero) {
  EXPECT_EQ(signed_points(-0.0001), "0.0");
  EXPECT_EQ(signed_points(0.0625), "+6.2");
  EXPECT_EQ(p_text(0.0004), "<0.001");
  EXPECT_EQ(p_text(0.04), "0.040");
  EXPECT_EQ(exact_p_text(0.0625), "0.0625");
}

TEST(ComparisonText, CautionsOfAllArmsAreSaidOnce) {
  ArmComparison first, second;
  first.cautions = {"a", "b"};
  second.cautions = {"c", "a"};
  const auto shared = shared_cautions({first, second});
  EXPECT_THAT(shared, testing::ElementsAre("a"));
  EXPECT_THAT(own_cautions(second, shared), testing::ElementsAre("c"));
  EXPECT_TRUE(shared_cautions({first}).empty());
}

TEST(ComparisonText, TheMethodIsDescribed) {
  EXPECT_THAT(method_text({}, 5), testing::AllOf(HasSubstr("95 % BCa"), HasSubstr("and seeds are"),
                                                 HasSubstr("Holm for 5 arms")));
  EXPECT_THAT(method_text({.seeds = metrics::SeedLevel::averaged}, 1),
              testing::AllOf(Not(HasSubstr("and seeds")), Not(HasSubstr("Holm"))));
}

}  // namespace
}  // namespace pinna::runs
