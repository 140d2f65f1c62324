#include "pinna/metrics/predictions.h"

#include <array>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

ClipPredictions two_clips() {
  return {.labels = {"dog", "rain", "bell"},
          .clips = {"a.wav", "b.wav"},
          .targets = {0, 2},
          .probabilities = {0.2F, 0.5F, 0.3F, 0.4F, 0.2F, 0.4F}};
}

std::string complaint(const ClipPredictions& predictions) {
  try {
    check_predictions(predictions, "p.csv");
  } catch (const core::BadData& error) {
    return error.what();
  }
  return "none";
}

TEST(ClipPredictions, MostProbableClassIsPredictedAndTheFirstOfEquals) {
  EXPECT_EQ(two_clips().predicted(0), 1);
  EXPECT_EQ(two_clips().predicted(1), 0);
}

TEST(ClipPredictions, ConsistentOnesPass) {
  EXPECT_EQ(complaint(two_clips()), "none");
}

TEST(ClipPredictions, DamageIsNamedWithItsClip) {
  auto predictions = two_clips();
  predictions.targets[1] = 3;
  EXPECT_THAT(complaint(predictions), testing::HasSubstr("target of clip \"b.wav\": got 3"));
  predictions = two_clips();
  predictions.probabilities[2] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(complaint(predictions), testing::HasSubstr("probability of clip \"a.wav\""));
  predictions = two_clips();
  predictions.probabilities.pop_back();
  EXPECT_THAT(complaint(predictions), testing::HasSubstr("p.csv"));
  EXPECT_THAT(complaint({}), testing::HasSubstr("no labels"));
}

TEST(ClipPredictions, PoolingKeepsTheOrderOfTheParts) {
  const auto all = pooled(std::array{two_clips(), two_clips()});
  EXPECT_THAT(all.clips, testing::ElementsAre("a.wav", "b.wav", "a.wav", "b.wav"));
  EXPECT_EQ(all.probabilities.size(), 12U);
  EXPECT_EQ(complaint(all), "none");
}

TEST(ClipPredictions, SourcesArePooledWhereAllPartsKnowThem) {
  auto known = two_clips();
  known.groups = {"7", "8"};
  EXPECT_THAT(pooled(std::array{known, known}).groups, testing::ElementsAre("7", "8", "7", "8"));
  EXPECT_TRUE(pooled(std::array{known, two_clips()}).groups.empty());
  known.groups.pop_back();
  EXPECT_THAT(complaint(known), testing::HasSubstr("sources of predictions: got 1 for 2 clips"));
}

TEST(ClipPredictions, PartsOfOtherLabelsAreNotPooled) {
  auto other = two_clips();
  other.labels[0] = "cat";
  EXPECT_THROW(pooled(std::array{two_clips(), other}), core::BadData);
  EXPECT_THROW(pooled({}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
