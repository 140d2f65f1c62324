#include "pinna/report/contour.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::report {
namespace {

features::FeatureMatrix matrix(int64_t rows, int64_t columns, const std::vector<float>& values) {
  features::FeatureMatrix result(rows, columns);
  result.values = values;
  return result;
}

TEST(Contour, AroundAConeIsAClosedCircle) {
  features::FeatureMatrix cone(41, 61);
  for (int64_t row = 0; row < 41; ++row)
    for (int64_t column = 0; column < 61; ++column)
      cone.at(row, column) = static_cast<float>(
          -std::hypot(static_cast<double>(row) - 20, static_cast<double>(column) - 30));
  const auto lines = contour(cone, -12);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].front(), lines[0].back());
  EXPECT_GT(lines[0].size(), 60U);
  double length = 0;
  for (size_t i = 0; i < lines[0].size(); ++i) {
    EXPECT_NEAR(std::hypot(lines[0][i][0] - 30, lines[0][i][1] - 20), 12, 0.02);
    if (i > 0)
      length +=
          std::hypot(lines[0][i][0] - lines[0][i - 1][0], lines[0][i][1] - lines[0][i - 1][1]);
  }
  EXPECT_NEAR(length, 2 * M_PI * 12, 0.5);
}

TEST(Contour, AcrossARampIsOneStraightOpenLine) {
  const auto lines = contour(matrix(3, 3, {0, 1, 2, 0, 1, 2, 0, 1, 2}), 0.25);
  ASSERT_EQ(lines.size(), 1U);
  ASSERT_EQ(lines[0].size(), 3U);
  for (const auto& point : lines[0]) EXPECT_NEAR(point[0], 0.25, 1e-6);
  EXPECT_NEAR(std::abs(lines[0].front()[1] - lines[0].back()[1]), 2, 1e-6);
}

TEST(Contour, SaddlesFollowTheMeanOfTheirCorners) {
  // High corners at the lower left and upper right: joined where the mean is above the level.
  const auto joined = contour(matrix(2, 2, {1, 0, 0, 1}), 0.4);
  const auto apart = contour(matrix(2, 2, {1, 0, 0, 1}), 0.6);
  ASSERT_EQ(joined.size(), 2U);
  ASSERT_EQ(apart.size(), 2U);
  // Lines around low corners begin and end at them: each holds points of one low corner's edges.
  const auto touches = [](const Outline& line, double column, double row) {
    return std::abs(line.front()[0] - column) + std::abs(line.front()[1] - row) < 1 &&
           std::abs(line.back()[0] - column) + std::abs(line.back()[1] - row) < 1;
  };
  EXPECT_TRUE(touches(joined[0], 1, 0) || touches(joined[1], 1, 0));
  EXPECT_TRUE(touches(apart[0], 0, 0) || touches(apart[1], 0, 0));
}

TEST(Contour, WithoutACrossingThereIsNone) {
  EXPECT_TRUE(contour(matrix(2, 2, {1, 1, 1, 1}), 0.5).empty());
  EXPECT_TRUE(contour(matrix(1, 4, {0, 1, 0, 1}), 0.5).empty());
}

}  // namespace
}  // namespace pinna::report
