#include "pinna/metrics/classification.h"

#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

/// Predictions whose most probable class is `predicted`, the others being equal.
ClipPredictions predictions_of(std::vector<std::string> labels, const std::vector<int64_t>& truth,
                               const std::vector<int64_t>& predicted) {
  ClipPredictions result{.labels = std::move(labels), .targets = truth};
  const size_t classes = result.labels.size();
  for (size_t i = 0; i < truth.size(); ++i) {
    result.clips.push_back("clip" + std::to_string(i));
    std::vector<float> row(classes, 0.3F / static_cast<float>(classes));
    row[static_cast<size_t>(predicted[i])] += 0.7F;
    result.probabilities.insert(result.probabilities.end(), row.begin(), row.end());
  }
  return result;
}

// Counted by hand and equal to scikit-learn 1.2.1's precision_recall_fscore_support with
// labels=[0, 1, 2], zero_division=0; rows are the truth:
//                                          dog rain bell
//                                     dog    3    1    0
//                                     rain   0    2    2
//                                     bell   1    0    1
ClipPredictions ten_clips() {
  return predictions_of({"dog", "rain", "bell"}, {0, 0, 0, 0, 1, 1, 1, 1, 2, 2},
                        {0, 0, 0, 1, 1, 1, 2, 2, 0, 2});
}

TEST(Score, EqualsTheTableCountedByHand) {
  const auto scores = score(ten_clips());
  EXPECT_EQ(scores.num_clips, 10);
  EXPECT_DOUBLE_EQ(scores.accuracy, 0.6);
  EXPECT_THAT(scores.confusion.counts, testing::ElementsAre(3, 1, 0, 0, 2, 2, 1, 0, 1));
  const auto& [dog, rain, bell] =
      std::tie(scores.per_class[0], scores.per_class[1], scores.per_class[2]);
  EXPECT_EQ(dog.support, 4);
  EXPECT_DOUBLE_EQ(dog.precision, 3.0 / 4);
  EXPECT_DOUBLE_EQ(dog.recall, 3.0 / 4);
  EXPECT_DOUBLE_EQ(rain.precision, 2.0 / 3);
  EXPECT_DOUBLE_EQ(rain.recall, 2.0 / 4);
  EXPECT_DOUBLE_EQ(rain.f1, 4.0 / 7);
  EXPECT_DOUBLE_EQ(bell.precision, 1.0 / 3);
  EXPECT_DOUBLE_EQ(bell.recall, 1.0 / 2);
  EXPECT_DOUBLE_EQ(bell.f1, 2.0 / 5);
  EXPECT_DOUBLE_EQ(scores.macro.f1, (3.0 / 4 + 4.0 / 7 + 2.0 / 5) / 3);
  EXPECT_DOUBLE_EQ(scores.macro.precision, (3.0 / 4 + 2.0 / 3 + 1.0 / 3) / 3);
  EXPECT_DOUBLE_EQ(scores.macro.recall, (3.0 / 4 + 1.0 / 2 + 1.0 / 2) / 3);
  EXPECT_DOUBLE_EQ(scores.micro.f1, 0.6);
  EXPECT_EQ(scores.accuracy_interval, wilson_interval(6, 10));
  EXPECT_EQ(dog.recall_interval, wilson_interval(3, 4));
}

TEST(Score, RatiosWithoutDenominatorAreZeroAndEnterTheMeans) {
  const auto scores = score(predictions_of({"dog", "rain", "bell"}, {0, 0, 1}, {0, 0, 0}));
  EXPECT_EQ(scores.per_class[1].precision, 0);
  EXPECT_EQ(scores.per_class[2].recall, 0);
  EXPECT_EQ(scores.per_class[2].f1, 0);
  EXPECT_EQ(scores.per_class[2].recall_interval, (Interval{.low = 0, .high = 1}));
  EXPECT_DOUBLE_EQ(scores.macro.recall, 1.0 / 3);
}

TEST(Score, TopKCountsTheMostProbableClassesAndRanksTheFirstOfEqualsHigher) {
  ClipPredictions predictions{.labels = {"a", "b", "c"},
                              .clips = {"x", "y", "z"},
                              .targets = {1, 2, 2},
                              .probabilities = {0.5F, 0.3F, 0.2F,    // second
                                                0.4F, 0.3F, 0.3F,    // third: b comes first
                                                0.2F, 0.2F, 0.6F}};  // first
  EXPECT_DOUBLE_EQ(score(predictions, {.top_k = 1}).top_k_accuracy, 1.0 / 3);
  EXPECT_DOUBLE_EQ(score(predictions, {.top_k = 2}).top_k_accuracy, 2.0 / 3);
  EXPECT_DOUBLE_EQ(score(predictions, {.top_k = 3}).top_k_accuracy, 1);
  EXPECT_EQ(score(predictions, {.top_k = 9}).top_k, 3);
}

TEST(Score, IntervalsCountAClipOnceHoweverManySeedsPredictedIt) {
  const auto once = ten_clips();
  const auto scores = score(pooled(std::vector{once, once, once}));
  EXPECT_EQ(scores.num_predictions, 30);
  EXPECT_EQ(scores.num_clips, 10);
  EXPECT_NEAR(scores.accuracy_interval.low, wilson_interval(6, 10).low, 1e-12);
  EXPECT_NEAR(scores.per_class[0].recall_interval.high, wilson_interval(3, 4).high, 1e-12);
}

TEST(Score, NothingToScoreIsRefused) {
  EXPECT_THROW(score({.labels = {"a"}}), core::BadData);
  EXPECT_THROW(score(ten_clips(), {.top_k = 0}), core::InvalidOptions);
}

TEST(ConfusionMatrix, RowsInPerCentAddUpToAHundred) {
  const auto confusion = score(ten_clips()).confusion;
  EXPECT_THAT(confusion.row_per_cent(),
              testing::Pointwise(testing::DoubleNear(1e-12),
                                 std::vector<double>{75, 25, 0, 0, 50, 50, 50, 0, 50}));
}

TEST(ConfusionMatrix, WorstConfusionsComeMostFrequentFirst) {
  const auto confusion = score(ten_clips()).confusion;
  EXPECT_THAT(worst_confusions(confusion, 2),
              testing::ElementsAre(Confusion{1, 2, 2}, Confusion{0, 1, 1}));
  EXPECT_EQ(worst_confusions(confusion, 99).size(), 3U);
}

RC_GTEST_PROP(Score, TopOneAndMicroAveragesEqualAccuracy, ()) {
  const auto truth =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<int64_t>>(rc::gen::inRange<int64_t>(0, 4)));
  const auto predicted =
      *rc::gen::container<std::vector<int64_t>>(truth.size(), rc::gen::inRange<int64_t>(0, 4));
  const auto scores = score(predictions_of({"a", "b", "c", "d"}, truth, predicted), {.top_k = 1});
  RC_ASSERT(scores.top_k_accuracy == scores.accuracy);
  RC_ASSERT(scores.micro.f1 == scores.accuracy);
  int64_t support = 0;
  for (const ClassScores& row : scores.per_class) support += row.support;
  RC_ASSERT(support == scores.num_predictions);
}

}  // namespace
}  // namespace pinna::metrics
