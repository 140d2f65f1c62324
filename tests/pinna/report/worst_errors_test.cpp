#include "pinna/report/worst_errors.h"

#include <cmath>

#include "tests/support/example_run.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::Pair;

/// Clips 1 and 5 are wrong; clip 5 gives its own class least.
metrics::ClipPredictions example() {
  auto predictions = test::example_predictions(2);
  predictions.probabilities[3 * 5 + 2] = 0.05F;
  predictions.groups = {"a", "a", "b", "b", "c", "a"};
  return predictions;
}

TEST(WorstErrors, TheMostSurprisingComesFirst) {
  const auto errors = worst_errors(example(), 10);
  ASSERT_THAT(errors, ElementsAre(Field(&WorstError::clip, "2-5.wav"),
                                  Field(&WorstError::clip, "2-1.wav")));
  EXPECT_NEAR(errors[0].surprise, -std::log(0.05), 1e-6);
  EXPECT_EQ(errors[0].predicted, 0);
  EXPECT_EQ(errors[0].truth, 2);
  EXPECT_THAT(errors[0].top, ElementsAre(Pair(0, 0.75), Pair(1, 0.125), Pair(2, 0.05F)));
  EXPECT_EQ(worst_errors(example(), 1).size(), 1U);
  EXPECT_EQ(count_misclassified(example()), 2);
}

TEST(WorstErrors, SiblingsAreTheOtherClipsOfTheSource) {
  const auto errors = worst_errors(example(), 10);
  EXPECT_EQ(errors[0].source, "a");
  ASSERT_THAT(errors[0].siblings,
              ElementsAre(Field(&Sibling::clip, "2-0.wav"), Field(&Sibling::clip, "2-1.wav")));
  EXPECT_EQ(errors[0].siblings[0].correct, 1);
  EXPECT_EQ(errors[0].siblings[1].correct, 0);
  auto unknown = example();
  unknown.groups.clear();
  EXPECT_TRUE(worst_errors(unknown, 10)[0].siblings.empty());
}

TEST(WorstErrors, SeedsOfAClipAreOneEntry) {
  auto other = example();
  other.probabilities[3 * 1] = 0.0F;  // clip 1 is more surprising with this seed
  const auto errors = worst_errors(metrics::pooled(std::vector{example(), other}), 10);
  ASSERT_EQ(errors.size(), 2U);
  EXPECT_EQ(errors[0].clip, "2-1.wav");
  EXPECT_NEAR(errors[0].surprise, -std::log(least_probability), 1e-9);
  EXPECT_EQ(errors[0].wrong, 2);
  EXPECT_EQ(errors[0].predictions, 2);
}

}  // namespace
}  // namespace pinna::report
