#include "pinna/metrics/projection.h"

#include <cmath>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::metrics {
namespace {

Points random_points(int64_t count, int64_t dims, uint64_t seed) {
  Points points(count, dims);
  core::Random random(seed);
  for (double& value : points.values) value = random.normal();
  return points;
}

/// An ellipse around (5, 5, 5, ...) in the plane of the orthonormal (1, 1, 0, 0) / sqrt(2) and
/// (0, 0, 1, -1) / sqrt(2), with half axes 3 and 2.
Points ellipse(int64_t count) {
  Points points(count, 4);
  for (int64_t i = 0; i < count; ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(count);
    const double a = 3 * std::cos(angle) / std::numbers::sqrt2;
    const double b = 2 * std::sin(angle) / std::numbers::sqrt2;
    const auto row = points.row(i);
    row[0] = row[1] = 5 + a;
    row[2] = 5 + b;
    row[3] = 5 - b;
  }
  return points;
}

TEST(PrincipalComponents, AxesOfAnEllipseAreFound) {
  const int64_t n = 40;
  const auto found = principal_components(ellipse(n), 2);
  for (int64_t i = 0; i < n; ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(n);
    EXPECT_NEAR(found.scores.row(i)[0], 3 * std::cos(angle), 1e-9);
    EXPECT_NEAR(std::abs(found.scores.row(i)[1]), std::abs(2 * std::sin(angle)), 1e-9);
  }
  // The sum of cos^2 over evenly spaced angles is n / 2.
  EXPECT_NEAR(found.variances[0], 9.0 * n / 2 / (n - 1), 1e-9);
  EXPECT_NEAR(found.variances[1], 4.0 * n / 2 / (n - 1), 1e-9);
  EXPECT_NEAR(found.share(0), 9.0 / 13, 1e-9);
}

TEST(PrincipalComponents, AllOfThemHoldAllDistances) {
  for (const auto& [n, d] : {std::pair<int64_t, int64_t>{30, 7}, {9, 20}}) {
    const Points points = random_points(n, d, 3);
    const auto found = principal_components(points, std::min(n, d));
    const auto before = squared_distances(points), after = squared_distances(found.scores);
    for (size_t i = 0; i < before.size(); ++i) EXPECT_NEAR(after[i], before[i], 1e-8);
    double sum = 0;
    for (size_t i = 0; i < found.variances.size(); ++i) {
      sum += found.variances[i];
      if (i > 0) EXPECT_LE(found.variances[i], found.variances[i - 1] + 1e-12);
    }
    EXPECT_NEAR(sum, found.total_variance, 1e-9);
  }
}

TEST(PrincipalComponents, ScoresAreUncorrelatedWithTheStatedVariances) {
  const auto found = principal_components(random_points(200, 30, 4), 5);
  for (int64_t a = 0; a < 5; ++a)
    for (int64_t b = 0; b < 5; ++b) {
      double sum = 0;
      for (int64_t i = 0; i < 200; ++i)
        sum += found.scores.row(i)[static_cast<size_t>(a)] *
               found.scores.row(i)[static_cast<size_t>(b)];
      EXPECT_NEAR(sum / 199, a == b ? found.variances[static_cast<size_t>(a)] : 0, 1e-6);
    }
}

TEST(PrincipalComponents, EqualPointsHaveNone) {
  Points points(3, 2);
  points.values = {1, 2, 1, 2, 1, 2};
  const auto found = principal_components(points, 1);
  EXPECT_EQ(found.share(0), 0);
  for (const double score : found.scores.values) EXPECT_EQ(score, 0);
}

TEST(PrincipalComponents, ImpossibleOnesAreRefused) {
  EXPECT_THROW(principal_components(random_points(5, 3, 1), 4), core::InvalidOptions);
  EXPECT_THROW(principal_components(random_points(5, 3, 1), 0), core::InvalidOptions);
  EXPECT_THROW(principal_components(random_points(1, 3, 1), 1), core::InvalidOptions);
  Points points = random_points(5, 3, 1);
  points.values[4] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(principal_components(points, 1), core::InvalidOptions);
}

TEST(Trustworthiness, TheSamePictureIsTrustedFully) {
  const Points points = random_points(50, 3, 5);
  EXPECT_EQ(trustworthiness(points, points, 5), 1);
}

TEST(Trustworthiness, RandomPicturesGetAboutOneHalf) {
  EXPECT_NEAR(trustworthiness(random_points(300, 5, 6), random_points(300, 2, 7), 5), 0.5, 0.03);
}

TEST(Trustworthiness, IntrudersCountByHowFarTheyAre) {
  // On a line 0, 1, 3, 7, 15: the picture swaps the last two. Only there, with one neighbour, is
  // the nearest point of the picture not the nearest in truth: ranks worked out by hand.
  Points points(5, 1), picture(5, 1);
  points.values = {0, 1, 3, 7, 15};
  picture.values = {0, 1, 3, 15, 7};
  // Point 3 (at 15): nearest in the picture is point 4 (at 7), in truth its ranks are 2, 1, 0, 4:
  // distances 4, 6, 7, 8 to points 2, 1, 0, 4, so rank 4, excess 3. Point 4 (at 7): nearest in the
  // picture is point 2 (distance 4), in truth distances 8, 12: rank 2, excess 1.
  EXPECT_NEAR(trustworthiness(points, picture, 1), 1 - 2.0 * (3 + 1) / (5 * 1 * (10 - 3 - 1)),
              1e-12);
}

TEST(Trustworthiness, NeighboursAreFewerThanHalfOfThePoints) {
  const Points points = random_points(10, 2, 8);
  EXPECT_NO_THROW(trustworthiness(points, points, 4));
  EXPECT_THROW(trustworthiness(points, points, 5), core::InvalidOptions);
  EXPECT_THROW(trustworthiness(points, points, 0), core::InvalidOptions);
  EXPECT_THROW(trustworthiness(points, random_points(9, 2, 8), 3), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
