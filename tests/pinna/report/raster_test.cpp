#include "pinna/report/raster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::HasSubstr;

features::FeatureMatrix ramp(int64_t bins, int64_t frames) {
  features::FeatureMatrix matrix(bins, frames);
  for (size_t i = 0; i < matrix.values.size(); ++i) matrix.values[i] = static_cast<float>(i);
  return matrix;
}

std::string bytes_of(const std::string& plot) {
  return plot.substr(plot.find('\n') + 1);
}

TEST(Raster, OneByteAValueRowByRow) {
  const auto matrix = ramp(2, 3);
  const std::string plot =
      raster_plot({.values = matrix, .num_frames = 3, .x = 0.5, .dx = 0.1}, {0, 5}, 100, 100);
  EXPECT_THAT(plot, HasSubstr("array=(3,2) dx=0.1 dy=1 origin=(0.5,0)"));
  EXPECT_EQ(bytes_of(plot), std::string("\0\x33\x66\x99\xcc\xff", 6));
}

TEST(Raster, ValuesBeyondTheRangeTakeItsEnds) {
  const auto matrix = ramp(2, 3);
  EXPECT_EQ(bytes_of(raster_plot({.values = matrix, .num_frames = 3}, {2, 3}, 9, 9)),
            std::string("\0\0\0\xff\xff\xff", 6));
}

TEST(Raster, ManyFramesAndRowsAreAveragedAndStayInPlace) {
  const auto matrix = ramp(4, 4);
  const std::string plot =
      raster_plot({.values = matrix, .num_frames = 4, .x = 0, .dx = 1}, {0, 255}, 2, 2);
  EXPECT_THAT(plot, HasSubstr("array=(2,2) dx=2 dy=2 origin=(0.5,0.5)"));
  EXPECT_EQ(bytes_of(plot), std::string({3, 5, 11, 13}));  // 2.5 rounds up
}

TEST(Raster, PartOfTheFrames) {
  const auto matrix = ramp(2, 5);
  EXPECT_EQ(
      bytes_of(raster_plot({.values = matrix, .first_frame = 3, .num_frames = 2}, {0, 255}, 9, 9)),
      std::string({3, 4, 8, 9}));
}

TEST(Raster, SingleFrameIsDrawnTwiceAsWideAsGnuplotNeedsIt) {
  const auto matrix = ramp(2, 1);
  EXPECT_THAT(raster_plot({.values = matrix, .num_frames = 1, .x = 1, .dx = 2}, {0, 1}, 9, 9),
              HasSubstr("array=(2,2) dx=1 dy=1 origin=(0.5,0)"));
}

}  // namespace
}  // namespace pinna::report
