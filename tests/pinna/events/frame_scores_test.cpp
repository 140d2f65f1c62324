#include "pinna/events/frame_scores.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

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

TEST(FrameScores, OneClassAlone) {
  const FrameScores scores{
      .labels = {"car", "dog"}, .frame_seconds = 1, .num_frames = 2, .scores = {1, 2, 3, 4}};
  const FrameScores dog = scores.of_class(1);
  EXPECT_THAT(dog.labels, ElementsAre("dog"));
  EXPECT_THAT(dog.scores, ElementsAre(2, 4));
  EXPECT_EQ(dog.num_frames, 2);
}

TEST(OnGrid, TakesTheFrameAtEachMiddleAndTheLastOneAfterTheEnd) {
  const FrameScores scores{
      .labels = {"car", "dog"}, .frame_seconds = 1, .num_frames = 2, .scores = {1, 2, 3, 4}};
  const FrameScores fine = on_grid(scores, {"dog", "car"}, 5, 0.5);
  EXPECT_EQ(fine.frame_seconds, 0.5);
  EXPECT_THAT(fine.column(0), ElementsAre(2, 2, 4, 4, 4));
  EXPECT_THAT(fine.column(1), ElementsAre(1, 1, 3, 3, 3));
  EXPECT_THAT(on_grid(scores, {"car"}, 1, 2).scores, ElementsAre(3));
  EXPECT_THROW(on_grid(scores, {"cat"}, 1, 1), core::InvalidOptions);
  EXPECT_THROW(on_grid({.labels = {"car"}, .frame_seconds = 1}, {"car"}, 1, 1),
               core::InvalidOptions);
}

TEST(RunningMaximum, IsTheLargestWithinReach) {
  const FrameScores scores{
      .labels = {"dog"}, .frame_seconds = 0.5, .num_frames = 7, .scores = {1, 0, 3, 2, 0, 0, 1}};
  EXPECT_THAT(running_maximum(scores, 0).scores, ElementsAre(1, 0, 3, 2, 0, 0, 1));
  EXPECT_THAT(running_maximum(scores, 0.5).scores, ElementsAre(1, 3, 3, 3, 2, 1, 1));
  EXPECT_THAT(running_maximum(scores, 1.2).scores, ElementsAre(3, 3, 3, 3, 3, 2, 1));
  EXPECT_THAT(running_maximum(scores, 100).scores, ElementsAre(3, 3, 3, 3, 3, 3, 3));
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
