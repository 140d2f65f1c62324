#include "pinna/events/frame_scores.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::events {
namespace {

using testing::ElementsAre;

TEST(FrameScores, ColumnsAreReadAndWritten) {
  FrameScores scores{
      .labels = {"car", "dog"}, .frame_seconds = 1, .num_frames = 2, .scores = {1, 2, 3, 4}};
  EXPECT_THAT(scores.column(1), ElementsAre(2, 4));
  const std::array<float, 2> values{5, 6};
  scores.set_column(0, values);
  EXPECT_THAT(scores.scores, ElementsAre(5, 2, 6, 4));
}

TEST(RunsAbove, IncludeTheThresholdAndBothEnds) {
  const std::array<float, 5> scores{1, 0.5F, 0, 0.6F, 1};
  EXPECT_THAT(runs_above(scores, 0.5F, 0.25, "dog"),
              ElementsAre(Event{0, 0.5, "dog"}, Event{0.75, 1.25, "dog"}));
  EXPECT_TRUE(runs_above(scores, 1.5F, 0.25, "dog").empty());
  EXPECT_TRUE(runs_above({}, 0, 0.25, "dog").empty());
}

}  // namespace
}  // namespace pinna::events
