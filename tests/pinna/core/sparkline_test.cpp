#include "pinna/core/sparkline.h"

#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "pinna/core/text_table.h"

namespace pinna::core {
namespace {

std::string line(const std::vector<double>& values, int64_t columns = 8) {
  return sparkline(values, columns);
}

TEST(Sparkline, EightHeightsFromLeastToGreatest) {
  EXPECT_EQ(line({0, 1, 2, 3, 4, 5, 6, 7}), "▁▂▃▄▅▆▇█");
  EXPECT_EQ(line({70, -70}), "█▁");
}

TEST(Sparkline, EqualValuesAreALowLine) {
  EXPECT_EQ(line({3, 3}), "▁▁");
}

TEST(Sparkline, MoreValuesThanColumnsAreAveraged) {
  EXPECT_EQ(line({0, 2, 6, 8}, 2), "▁█");
  EXPECT_EQ(line({1, 1, 5, 5, 1, 1}, 3), "▁█▁");
  EXPECT_EQ(display_width(line(std::vector<double>(1001, 2.0), 16)), 16);
}

TEST(Sparkline, WhatIsNotFiniteIsLeftOut) {
  EXPECT_EQ(line({0, std::numeric_limits<double>::quiet_NaN(), 1}), "▁█");
  EXPECT_EQ(line({std::numeric_limits<double>::infinity()}), "");
  EXPECT_EQ(line({}), "");
  EXPECT_EQ(line({1}, 0), "");
}

}  // namespace
}  // namespace pinna::core
