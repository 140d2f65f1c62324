#include "pinna/report/misclassified.h"

#include <vector>

#include "tests/support/example_run.h"
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

TEST(Misclassified, MostConfidentMistakesComeFirst) {
  auto predictions = test::example_predictions(2);
  predictions.probabilities[3 * 1 + 1] = 0.5F;
  const auto mistakes = misclassified(predictions);
  ASSERT_EQ(mistakes.size(), 2U);
  EXPECT_EQ(mistakes[0].clip, "2-5.wav");
  EXPECT_EQ(mistakes[0].truth, 2);
  EXPECT_EQ(mistakes[0].predicted, 0);
  EXPECT_FLOAT_EQ(mistakes[0].probability, 0.75F);
  EXPECT_FLOAT_EQ(mistakes[0].truth_probability, 0.125F);
  EXPECT_EQ(mistakes[1].clip, "2-1.wav");
}

TEST(Misclassified, SeedsOfAClipAreCountedTogether) {
  auto right = test::example_predictions(2);
  std::swap(right.probabilities[3], right.probabilities[4]);
  const auto mistakes =
      misclassified(metrics::pooled(std::vector{test::example_predictions(2), right}));
  ASSERT_EQ(mistakes.size(), 2U);
  EXPECT_EQ(mistakes[0].clip, "2-1.wav");
  EXPECT_EQ(mistakes[0].wrong, 1);
  EXPECT_EQ(mistakes[0].predictions, 2);
  EXPECT_EQ(mistakes[1].wrong, 2);
}

}  // namespace
}  // namespace pinna::report
