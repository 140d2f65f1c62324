#include "pinna/report/lane_labels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::ElementsAre;

runs::Inspection two_views() {
  runs::ModelView first{.name = "first", .events = {{0, 1, "dog"}}};
  first.scores = {.labels = {"dog", "bell", "wind"},
                  .frame_seconds = 1,
                  .num_frames = 2,
                  .scores = {0.9F, 0.3F, 0.1F, 0, 0.2F, 0}};
  runs::ModelView second{.name = "second"};
  second.scores = {
      .labels = {"rain"}, .frame_seconds = 1, .num_frames = 2, .scores = {0.1F, 0.45F}};
  return {.seconds = 2,
          .reference = std::vector<events::Event>{{0, 1, "car"}},
          .views = {first, second}};
}

TEST(LaneLabels, EventsComeFirstThenWhatWasNearlyHeard) {
  const LaneLabels labels = lane_labels(two_views());
  EXPECT_THAT(labels.names, ElementsAre("car", "dog", "rain", "bell"));
  EXPECT_EQ(labels.num_heard, 2U);
  EXPECT_EQ(labels.find("rain"), 2U);
  EXPECT_FALSE(labels.find("wind"));
}

TEST(LaneLabels, AViewKnowsWhatItScoresOrHears) {
  const runs::Inspection inspection = two_views();
  EXPECT_TRUE(knows(inspection.views[0], "wind"));
  EXPECT_FALSE(knows(inspection.views[0], "car"));
  EXPECT_TRUE(knows({.name = "events alone", .events = {{0, 1, "car"}}}, "car"));
}

}  // namespace
}  // namespace pinna::report
