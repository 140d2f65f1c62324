#include "pinna/runs/inspection_scores.h"

#include "tests/support/small_inspection.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::runs {
namespace {

TEST(InspectionScores, CountEventsOfEachViewAgainstTheReference) {
  const auto scores = view_scores(test::small_inspection());
  ASSERT_EQ(scores.size(), 2U);
  // The tagger's dog begins a second early; what it hears of rain is not there.
  EXPECT_EQ(scores[0].event_based.f_measure, 0);
  EXPECT_DOUBLE_EQ(*scores[0].errors.onset_error, 1);
  EXPECT_DOUBLE_EQ(*scores[0].segment_based.precision, 2.0 / 5);
  EXPECT_EQ(scores[1].view, "detector");
  EXPECT_DOUBLE_EQ(*scores[1].event_based.precision, 1);
  EXPECT_DOUBLE_EQ(*scores[1].event_based.recall, 1);
  EXPECT_DOUBLE_EQ(*scores[1].segment_based.recall, 1);
}

TEST(InspectionScores, LabelsThatAViewDoesNotKnowAreNamedAndCountedApart) {
  Inspection inspection = test::small_inspection();
  inspection.reference->push_back({7, 8, "siren"});
  const auto scores = view_scores(inspection);
  EXPECT_THAT(scores[0].unknown_labels, testing::ElementsAre("siren"));
  EXPECT_EQ(scores[0].unknown_events, 2);
  EXPECT_DOUBLE_EQ(*scores[1].event_based.recall, 1);
}

TEST(InspectionScores, OfAReferenceThatNobodyKnowsHaveNoRecall) {
  Inspection inspection = test::small_inspection();
  inspection.reference = {{5, 6, "siren"}};
  const auto scores = view_scores(inspection);
  EXPECT_FALSE(scores[0].event_based.recall);
  EXPECT_FALSE(scores[0].event_based.f_measure);
  EXPECT_EQ(scores[0].unknown_events, 1);
}

TEST(InspectionScores, NeedAReference) {
  Inspection inspection = test::small_inspection();
  inspection.reference.reset();
  EXPECT_TRUE(view_scores(inspection).empty());
}

}  // namespace
}  // namespace pinna::runs
