#include "pinna/report/activity_figure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::HasSubstr;

LabelledClip clip(const std::string& id, float amplitude) {
  LabelledClip result{.id = id,
                      .waveform = {.samples = std::vector<float>(8000), .sample_rate = 8000},
                      .events = {{0.25, 0.5, "dog"}}};
  for (size_t i = 0; i < 8000; ++i)
    result.waveform.samples[i] = i % 2 == 0 ? amplitude : -amplitude;
  return result;
}

TEST(ActivityFigure, EventsAreBandsAndEveryClipIsScaledToItsPeak) {
  const Figure figure = activity_figure({clip("1-2-A", 0.5F), clip("it's", 0.01F)}, 2);
  EXPECT_THAT(figure.script, HasSubstr("rectangle from first 0.25000, graph 0 to first 0.50000"));
  EXPECT_THAT(figure.script, HasSubstr("set yrange [-0.525:0.525]"));
  EXPECT_THAT(figure.script, HasSubstr("set yrange [-0.0105:0.0105]"));
  EXPECT_THAT(figure.script, HasSubstr("set xrange [0:2.00000]"));
  EXPECT_THAT(render(figure, FigureFormat::svg), HasSubstr("1-2-A"));
}

TEST(ActivityFigure, RowsGrowWithTheClipsAndSilenceIsDrawn) {
  const Figure one = activity_figure({clip("a", 0)}, 1);
  const Figure three = activity_figure({clip("a", 0), clip("b", 0), clip("c", 0)}, 1);
  EXPECT_GT(three.height_cm, one.height_cm + 1);
  EXPECT_THAT(render(three, FigureFormat::svg), HasSubstr("time [s]"));
}

}  // namespace
}  // namespace pinna::report
