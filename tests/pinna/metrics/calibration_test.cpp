#include "pinna/metrics/calibration.h"

#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

ClipPredictions two_classes(const std::vector<float>& first, const std::vector<int64_t>& targets) {
  ClipPredictions predictions{.labels = {"a", "b"}, .targets = targets};
  for (size_t i = 0; i < first.size(); ++i) {
    predictions.clips.push_back(std::to_string(i));
    predictions.probabilities.push_back(first[i]);
    predictions.probabilities.push_back(1 - first[i]);
  }
  return predictions;
}

TEST(Calibration, HandComputed) {
  // Confidences 0.75 (right), 0.75 (wrong), 1 (right), 0.625 (right).
  const auto calibration =
      measure_calibration(two_classes({0.75F, 0.75F, 1.0F, 0.375F}, {0, 1, 0, 1}), 4);
  EXPECT_EQ(calibration.bins[2].count, 3);  // (0.5, 0.75]: the upper edge belongs to it
  EXPECT_NEAR(calibration.bins[2].confidence, (0.75 + 0.75 + 0.625) / 3, 1e-12);
  EXPECT_NEAR(calibration.bins[2].accuracy, 2.0 / 3, 1e-12);
  EXPECT_EQ(calibration.bins[3].count, 1);
  EXPECT_EQ(calibration.bins[0].count, 0);
  EXPECT_NEAR(calibration.scores.ece, 0.75 * (2.125 / 3 - 2.0 / 3), 1e-12);
  EXPECT_NEAR(calibration.scores.brier, 2 * (0.0625 + 0.5625 + 0 + 0.140625) / 4, 1e-12);
  EXPECT_NEAR(calibration.scores.nll, -(std::log(0.75) + std::log(0.25) + std::log(0.625)) / 4,
              1e-12);
}

TEST(Calibration, CertainAndRightIsPerfect) {
  const auto scores = measure_calibration(two_classes({1, 0}, {0, 1})).scores;
  EXPECT_EQ(scores, (CalibrationScores{.num_bins = 15}));
}

TEST(Calibration, CertainAndWrongIsBadButFinite) {
  const auto scores = measure_calibration(two_classes({1, 0}, {1, 0})).scores;
  EXPECT_EQ(scores.ece, 1);
  EXPECT_EQ(scores.brier, 2);
  EXPECT_NEAR(scores.nll, 87.3, 0.1);
}

RC_GTEST_PROP(Calibration, ErrorIsAtLeastTheGapOfTheMeans, ()) {
  const auto raw = *rc::gen::container<std::vector<int>>(30, rc::gen::inRange(0, 1001));
  std::vector<float> first;
  std::vector<int64_t> targets;
  for (const int value : raw) {
    first.push_back(static_cast<float>(value) / 1000);
    targets.push_back(*rc::gen::inRange<int64_t>(0, 2));
  }
  const auto predictions = two_classes(first, targets);
  const auto many = measure_calibration(predictions);
  const auto one = measure_calibration(predictions, 1);
  RC_ASSERT(many.scores.ece >= one.scores.ece - 1e-12);
  int64_t count = 0;
  for (const ReliabilityBin& bin : many.bins) {
    count += bin.count;
    RC_ASSERT(bin.count == 0 ||
              (bin.confidence > bin.low - 1e-9 && bin.confidence <= bin.high + 1e-6));
  }
  RC_ASSERT(count == 30);
}

TEST(Calibration, NothingToMeasureIsRefused) {
  EXPECT_THROW(measure_calibration({.labels = {"a"}}), core::BadData);
  EXPECT_THROW(measure_calibration(two_classes({1}, {0}), 0), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
