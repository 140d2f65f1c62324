#include "pinna/report/plane_axis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

using testing::ElementsAre;

std::vector<std::string> texts_of(const std::vector<AxisTick>& ticks) {
  std::vector<std::string> texts;
  for (const AxisTick& tick : ticks) texts.push_back(tick.label);
  return texts;
}

TEST(PlaneAxis, FractionsFollowTheScale) {
  EXPECT_DOUBLE_EQ((PlaneAxis{-1, 3}.fraction(1)), 0.5);
  EXPECT_DOUBLE_EQ((PlaneAxis{1, 100, AxisScale::logarithmic}.fraction(10)), 0.5);
}

TEST(PlaneAxis, EveryValueLiesInsideWithAMargin) {
  for (const AxisScale scale : {AxisScale::linear, AxisScale::logarithmic}) {
    for (const std::vector<double>& values : {std::vector<double>{2, 5, 3}, {7}, {4, 4}}) {
      const PlaneAxis axis = axis_around(values, scale);
      for (const double value : values) {
        EXPECT_GT(axis.fraction(value), 0.02);
        EXPECT_LT(axis.fraction(value), 0.98);
      }
    }
  }
  EXPECT_GT(axis_around({0}).high, 0);
  EXPECT_GT(axis_around({0.001, 9}, AxisScale::logarithmic).low, 0);
}

TEST(PlaneAxis, LogarithmicTicksAreRoundAndFew) {
  EXPECT_THAT(texts_of(log_ticks(0.09, 6, 8)), ElementsAre("0.1", "0.2", "0.5", "1", "2", "5"));
  EXPECT_THAT(texts_of(log_ticks(1, 2e4, 8)), ElementsAre("1", "10", "100", "1000", "10000"));
  EXPECT_THAT(texts_of(log_ticks(3e8, 6e9, 8)), ElementsAre("5·10⁸", "10⁹", "2·10⁹", "5·10⁹"));
  EXPECT_THAT(texts_of(log_ticks(1e-8, 1e12, 5)),
              ElementsAre("10⁻⁸", "10⁻⁴", "1", "10000", "10⁸", "10¹²"));
  // No two round numbers of that kind: steps as on a linear axis.
  EXPECT_THAT(texts_of(log_ticks(3.1, 4.3, 4)), ElementsAre("3.5", "4"));
}

TEST(PlaneAxis, CommandsSetRangeAndTicks) {
  EXPECT_EQ((PlaneAxis{0, 2}.commands("y", 2)),
            "set yrange [0:2]\nset ytics ('0' 0, '1' 1, '2' 2)\n");
  EXPECT_THAT((PlaneAxis{1, 10, AxisScale::logarithmic}.commands("x", 4)),
              testing::StartsWith("set logscale x\nset xrange [1:10]\n"));
}

}  // namespace
}  // namespace pinna::report
