#include "pinna/tracking/pr_curve.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::tracking {
namespace {

using testing::ElementsAre;

TEST(PrCurve, CountsByHand) {
  // Thresholds 0, 0.25, 0.5, 0.75, 1.
  const std::vector<float> probabilities{0.125F, 0.5F, 0.75F, 1.0F};
  const PrCurve curve = pr_curve_of(probabilities, {false, true, false, true}, 5);
  EXPECT_THAT(curve.true_positives, ElementsAre(2, 2, 2, 1, 1));
  EXPECT_THAT(curve.false_positives, ElementsAre(2, 1, 1, 1, 0));
  EXPECT_THAT(curve.true_negatives, ElementsAre(0, 1, 1, 1, 2));
  EXPECT_THAT(curve.false_negatives, ElementsAre(0, 0, 0, 1, 1));
  EXPECT_THAT(curve.precision, ElementsAre(0.5F, 2.0F / 3, 2.0F / 3, 0.5F, 1));
  EXPECT_THAT(curve.recall, ElementsAre(1, 1, 1, 0.5F, 0.5F));
}

TEST(PrCurve, PrecisionIsOneWhereNothingIsSaid) {
  const std::vector<float> probabilities{0.25F};
  EXPECT_EQ(pr_curve_of(probabilities, {true}, 3).precision.back(), 1);
}

RC_GTEST_PROP(PrCurve, CountsAreThoseOfEachThreshold, (const std::vector<bool>& answers)) {
  std::vector<float> probabilities;
  for (size_t i = 0; i < answers.size(); ++i)
    probabilities.push_back(static_cast<float>(*rc::gen::inRange(0, 65)) / 64);
  const PrCurve curve = pr_curve_of(probabilities, answers, 17);
  for (int threshold = 0; threshold < 17; ++threshold) {
    float found = 0, wrong = 0;
    for (size_t i = 0; i < answers.size(); ++i)
      if (probabilities[i] >= static_cast<float>(threshold) / 16) ++(answers[i] ? found : wrong);
    RC_ASSERT(curve.true_positives[static_cast<size_t>(threshold)] == found);
    RC_ASSERT(curve.false_positives[static_cast<size_t>(threshold)] == wrong);
  }
}

TEST(PrCurve, AnswersForOtherClipsAreBadData) {
  const std::vector<float> probabilities{0.5F};
  EXPECT_THROW(pr_curve_of(probabilities, {true, false}), core::BadData);
  EXPECT_THROW(pr_curve_of(probabilities, {true}, 1), core::BadData);
}

}  // namespace
}  // namespace pinna::tracking
