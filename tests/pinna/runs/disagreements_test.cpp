#include "pinna/runs/disagreements.h"

#include "tests/support/small_inspection.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::runs {
namespace {

using testing::ElementsAre;

TEST(Disagreements, AreStretchesThatSomeHearAndOthersDoNot) {
  const auto pieces = disagreements(test::small_inspection());
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_EQ(pieces[0].event_label, "dog");
  EXPECT_EQ(pieces[0].onset, 1);
  EXPECT_EQ(pieces[0].offset, 2);
  EXPECT_THAT(pieces[0].heard_by, ElementsAre("tagger"));
  EXPECT_THAT(pieces[0].missed_by, ElementsAre("detector"));
  EXPECT_EQ(pieces[1].event_label, "rain");
  EXPECT_EQ(pieces[1].onset, 6);
}

TEST(Disagreements, ShortOnesArePassedOver) {
  const auto pieces = disagreements(test::small_inspection(), {.min_seconds = 1.5});
  ASSERT_EQ(pieces.size(), 1U);
  EXPECT_EQ(pieces[0].event_label, "rain");
}

TEST(Disagreements, LabelsThatOnlyOneViewKnowsAreNone) {
  Inspection inspection = test::small_inspection();
  inspection.views[1].scores = test::scores_of({}, {"dog"});
  const auto pieces = disagreements(inspection);
  ASSERT_EQ(pieces.size(), 1U);
  EXPECT_EQ(pieces[0].event_label, "dog");
}

TEST(Disagreements, StretchesGoOnOverEdgesThatChangeNothing) {
  Inspection inspection = test::small_inspection();
  inspection.views[0].events = {{1, 3, "rain"}, {3, 5, "rain"}};
  inspection.views[1].events = {};
  const auto pieces = disagreements(inspection);
  ASSERT_EQ(pieces.size(), 1U);
  EXPECT_EQ(pieces[0].onset, 1);
  EXPECT_EQ(pieces[0].offset, 5);
}

TEST(Disagreements, ShortInterruptionsDoNotPartThem) {
  Inspection inspection = test::small_inspection();
  // Both hear it for a moment, or none does; then for too long.
  inspection.views[0].events = {{1, 3, "rain"}, {3.2, 4, "rain"}, {4.5, 5.5, "rain"}};
  inspection.views[1].events = {{2, 2.1, "rain"}};
  const auto pieces = disagreements(inspection);
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_EQ(pieces[0].onset, 1);
  EXPECT_EQ(pieces[0].offset, 4);
  EXPECT_EQ(pieces[1].onset, 4.5);
  EXPECT_EQ(disagreements(inspection, {.max_gap_seconds = 0}).size(), 4U);
}

TEST(Disagreements, EventsOfAViewMayOverlapAndStandInAnyOrder) {
  Inspection inspection = test::small_inspection();
  inspection.views[0].events = {{6, 8, "rain"}, {1, 5, "rain"}, {2, 3, "rain"}};
  inspection.views[1].events = {};
  const auto pieces = disagreements(inspection);
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_EQ(pieces[0].offset, 5);
  EXPECT_EQ(pieces[1].onset, 6);
}

TEST(Disagreements, EqualViewsHaveNone) {
  Inspection inspection = test::small_inspection();
  inspection.views[1].events = inspection.views[0].events;
  EXPECT_TRUE(disagreements(inspection).empty());
  EXPECT_THROW(disagreements(inspection, {.min_seconds = -1}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::runs
