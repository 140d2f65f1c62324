#include "pinna/report/event_lanes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

using testing::HasSubstr;
using testing::Not;

FeaturePanel picture() {
  FeaturePanel panel{.values = features::FeatureMatrix(4, 10), .seconds = 1, .frame_seconds = 0.1};
  for (size_t i = 0; i < panel.values.values.size(); ++i)
    panel.values.values[i] = static_cast<float>(i % 7);
  return panel;
}

const std::vector<EventSource> sources{{"reference", {{0.1, 0.4, "car_horn"}, {0.5, 0.9, "dog"}}},
                                       {"it's mine", {{0.2, 0.3, "dog"}}}};

TEST(EventLanes, EverySourceHasABarInTheLaneOfItsLabel) {
  const std::string script = event_lanes(picture(), sources).script;
  EXPECT_THAT(script, HasSubstr("'car horn' 0.5, 'dog' 1.5"));
  EXPECT_THAT(script, HasSubstr("rectangle from first 0.100000, first 0.1667 to first 0.400000"));
  EXPECT_THAT(script, HasSubstr("rectangle from first 0.200000, first 1.5000 to first 0.300000"));
  EXPECT_THAT(script, HasSubstr("title 'reference'"));
}

TEST(EventLanes, OnlyTheStretchAskedForIsDrawn) {
  const std::string script =
      event_lanes(picture(), sources, {.seconds = ValueRange{0.35, 0.45}}).script;
  EXPECT_THAT(script, HasSubstr("rectangle from first 0.350000"));
  EXPECT_THAT(script, Not(HasSubstr("first 0.200000")));
}

TEST(EventLanes, AreDrawnWithAndWithoutEvents) {
  EXPECT_THAT(render(event_lanes(picture(), sources), FigureFormat::svg), HasSubstr("car horn"));
  EXPECT_THAT(render(event_lanes(picture(), {{"nothing", {}}}), FigureFormat::svg),
              HasSubstr("nothing"));
}

TEST(EventLanes, ScoresAreRibbonsWithTheFirstClassOnTop) {
  const events::FrameScores scores{.labels = {"car_horn", "dog", "wind"},
                                   .frame_seconds = 0.5,
                                   .num_frames = 2,
                                   .scores = {0, 1, 0.5F, 0.25F, 0, 1}};
  const Figure figure = event_lanes(picture(), sources, {.scores = scores});
  EXPECT_GT(figure.height_cm, event_lanes(picture(), sources).height_cm + 1);
  EXPECT_THAT(figure.script, HasSubstr("score"));
  const std::string svg = render(figure, FigureFormat::svg);
  // Where nobody marked an event there is a ribbon, but no lane.
  EXPECT_THAT(svg, HasSubstr("wind"));
}

TEST(EventLanes, CurvesAndTooManySourcesAreRefused) {
  FeaturePanel curve = picture();
  curve.values = features::FeatureMatrix(1, 10);
  EXPECT_THROW(event_lanes(curve, sources), core::InvalidOptions);
  EXPECT_THROW(event_lanes(picture(), {}), core::InvalidOptions);
  EXPECT_THROW(event_lanes(picture(), std::vector<EventSource>(7)), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::report
