#include "pinna/runs/inspection_scores.h"

#include "tests/support/small_inspection.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::runs {
namespace {

TEST(InspectionScores, CountEventsOfEachViewAgainstTheReference) {
  const auto scores = view_scores(test::small_inspection());
  ASSERT_EQ(scores.size(), 2U);
  // Two events each; none of the tagger's begins in time, one of the detector's one does.
  EXPECT_EQ(scores[0].event_based.f_measure, 0);
  EXPECT_EQ(scores[1].view, "detector");
  EXPECT_DOUBLE_EQ(*scores[1].event_based.precision, 1);
  EXPECT_DOUBLE_EQ(*scores[1].event_based.recall, 0.5);
  // Seconds 2 and 3 of the dog, the siren's second is missed.
  EXPECT_DOUBLE_EQ(*scores[1].segment_based.recall, 2.0 / 3);
  EXPECT_DOUBLE_EQ(*scores[0].errors.onset_error, 1);
}

TEST(InspectionScores, LabelsThatAViewDoesNotKnowAreNamed) {
  const auto scores = view_scores(test::small_inspection());
  EXPECT_THAT(scores[0].unknown_labels, testing::ElementsAre("siren"));
}

TEST(InspectionScores, NeedAReference) {
  Inspection inspection = test::small_inspection();
  inspection.reference.reset();
  EXPECT_TRUE(view_scores(inspection).empty());
}

}  // namespace
}  // namespace pinna::runs
