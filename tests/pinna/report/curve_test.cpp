#include "pinna/report/curve.h"

#include <limits>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::HasSubstr;

TEST(Curve, OnePointAValue) {
  const std::vector<float> values{1, 3, 2};
  EXPECT_THAT(curve_plot({.values = values, .x = 0.5, .dx = 0.25}, 100),
              HasSubstr("notitle\n0.5 1\n0.75 3\n1 2\ne\n"));
}

TEST(Curve, LineIsLiftedWhereThereIsNoPitch) {
  for (const float gap : {0.0F, std::numeric_limits<float>::quiet_NaN()}) {
    const std::vector<float> values{100, gap, 200};
    const std::string plot = curve_plot({.values = values, .gaps = Gaps::at_zero}, 100);
    EXPECT_THAT(plot, HasSubstr("0 100\n\n2 200\ne\n"));
    EXPECT_THAT(plot, HasSubstr("linespoints"));
  }
}

TEST(Curve, DenseCurvesShowTheExtremesOfEveryColumn) {
  std::vector<float> values(40, 0.0F);
  values[7] = 5;
  values[33] = -4;
  const std::string plot = curve_plot({.values = values}, 4);
  EXPECT_THAT(plot, HasSubstr("4.5 0\n4.5 5\n"));
  EXPECT_THAT(plot, HasSubstr("34.5 -4\n34.5 0\n"));
}

}  // namespace
}  // namespace pinna::report
