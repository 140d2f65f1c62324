#include "pinna/metrics/tsne.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::metrics {
namespace {

/// Three clouds of 25 points in 10 dimensions, 20 deviations apart.
Points clouds() {
  Points points(75, 10);
  core::Random random(1);
  for (int64_t i = 0; i < points.count; ++i)
    for (int64_t d = 0; d < 10; ++d)
      points.row(i)[static_cast<size_t>(d)] = random.normal() + (d == i / 25 ? 20 : 0);
  return points;
}

double perplexity_of(std::span<const double> row) {
  double entropy = 0;
  for (const double p : row)
    if (p > 0) entropy -= p * std::log(p);
  return std::exp(entropy);
}

TEST(NeighbourProbabilities, EveryRowHasThePerplexity) {
  const Points points = clouds();
  for (const double perplexity : {2.0, 5.0, 20.0, 60.0}) {
    const auto probabilities = neighbour_probabilities(points, perplexity);
    for (int64_t i = 0; i < points.count; ++i) {
      const auto row =
          std::span(probabilities)
              .subspan(static_cast<size_t>(i * points.count), static_cast<size_t>(points.count));
      EXPECT_NEAR(perplexity_of(row), perplexity, 1e-5);
      EXPECT_EQ(row[static_cast<size_t>(i)], 0);
    }
  }
}

TEST(NeighbourProbabilities, ScaleOfThePointsIsNoMatter) {
  Points points = clouds();
  const auto before = neighbour_probabilities(points, 10);
  for (double& value : points.values) value *= 1e6;
  const auto after = neighbour_probabilities(points, 10);
  for (size_t i = 0; i < before.size(); ++i) EXPECT_NEAR(after[i], before[i], 1e-6);
}

TEST(NeighbourProbabilities, PointsAtTheSamePlaceAreNoFailure) {
  Points points(6, 2);
  points.values = {0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 3, 0};
  for (const double p : neighbour_probabilities(points, 1.5)) EXPECT_TRUE(std::isfinite(p));
}

TEST(NeighbourProbabilities, ImpossiblePerplexityIsRefused) {
  EXPECT_THROW(neighbour_probabilities(clouds(), 0.5), core::InvalidOptions);
  EXPECT_THROW(neighbour_probabilities(clouds(), 74), core::InvalidOptions);
}

TEST(Tsne, CloudsStayApart) {
  const Tsne found = tsne(clouds(), {.perplexity = 10, .iterations = 500});
  const auto distances = squared_distances(found.picture);
  for (int64_t i = 0; i < 75; ++i) {
    double farthest_own = 0, nearest_other = HUGE_VAL;
    for (int64_t j = 0; j < 75; ++j) {
      const double distance = distances[static_cast<size_t>(i * 75 + j)];
      if (i / 25 == j / 25)
        farthest_own = std::max(farthest_own, distance);
      else
        nearest_other = std::min(nearest_other, distance);
    }
    EXPECT_LT(farthest_own, nearest_other) << "point " << i;
  }
  EXPECT_GT(trustworthiness(clouds(), found.picture, 5), 0.9);
}

TEST(Tsne, DivergenceFalls) {
  const Points points = clouds();
  const Tsne brief = tsne(points, {.perplexity = 10, .iterations = 300});
  const Tsne longer = tsne(points, {.perplexity = 10, .iterations = 900});
  EXPECT_GT(longer.first_divergence, 1.5 * longer.divergence);
  EXPECT_LE(longer.divergence, brief.divergence + 1e-3);
  EXPECT_EQ(longer.first_divergence, brief.first_divergence);
  EXPECT_GT(longer.divergence, 0);
}

TEST(Tsne, TheSameSeedGivesTheSamePicture) {
  const TsneOptions options{.perplexity = 10, .iterations = 100};
  EXPECT_EQ(tsne(clouds(), options).picture, tsne(clouds(), options).picture);
  auto other = options;
  other.seed = 2;
  EXPECT_NE(tsne(clouds(), options).picture, tsne(clouds(), other).picture);
}

TEST(Tsne, EqualPointsAndOneDimensionAreNoFailure) {
  Points points(8, 1);
  points.values = {1, 1, 1, 1, 1, 1, 1, 1};
  for (const double value : tsne(points, {.perplexity = 2, .iterations = 50}).picture.values)
    EXPECT_TRUE(std::isfinite(value));
}

TEST(Tsne, OptionsAndPointsThatDoNotFitAreRefused) {
  EXPECT_THROW(tsne(clouds(), {.perplexity = 30}), core::InvalidOptions);
  EXPECT_THROW(tsne(clouds(), {.perplexity = 10, .iterations = 0}), core::InvalidOptions);
  EXPECT_THROW(tsne(Points(3, 2), {.perplexity = 1}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
