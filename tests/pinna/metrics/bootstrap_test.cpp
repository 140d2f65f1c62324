#include "pinna/metrics/bootstrap.h"

#include <array>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::metrics {
namespace {

/// Shares of simulations whose interval holds the truth, lies below it, lies above it.
struct Coverage {
  double holds = 0;
  double below = 0;
  double above = 0;

  void add(const Interval& interval, double truth, double share) {
    (interval.high < truth ? below : interval.low > truth ? above : holds) += share;
  }
};
struct Coverages {
  Coverage percentile;
  Coverage bca;
};

/// `simulate` gives one data set's estimate; its draws are seeded by the number it gets.
template <class Simulate>
Coverages coverage(int64_t simulations, double truth, Simulate simulate) {
  Coverages shares;
  for (int64_t i = 0; i < simulations; ++i) {
    const BootstrapEstimate estimate = simulate(i);
    shares.percentile.add(estimate.percentile, truth, 1 / static_cast<double>(simulations));
    shares.bca.add(estimate.bca, truth, 1 / static_cast<double>(simulations));
  }
  return shares;
}

constexpr int64_t simulations = 1200;
constexpr int64_t few_simulations = 400;

BootstrapOptions quick(int64_t simulation) {
  return {.resamples = 400, .seed = static_cast<uint64_t>(simulation)};
}

/// Recordings with one to eight takes; takes of one recording tend to come out alike.
ClusterSums simulated_difference(core::Random& random, int64_t clusters, int64_t seeds) {
  ClusterSums table{.num_clusters = clusters, .num_seeds = seeds};
  std::vector<double> seed_effects;
  for (int64_t i = 0; i < seeds; ++i)
    seed_effects.push_back(seeds > 1 ? 0.15 * random.normal() : 0);
  for (int64_t cluster = 0; cluster < clusters; ++cluster) {
    const int64_t takes = 1 + random.below(8);
    const double shift = random.chance(0.5) ? 0.25 : -0.25;
    for (int64_t seed = 0; seed < seeds; ++seed) {
      double sum = 0;
      for (int64_t take = 0; take < takes; ++take) {
        const double u = random.uniform();
        const double effect = 0.05 + seed_effects[static_cast<size_t>(seed)] + shift;
        sum += u < 0.35 + effect / 2 ? 1 : u > 0.65 + effect / 2 ? -1 : 0;
      }
      table.sums.push_back(sum);
      table.counts.push_back(static_cast<double>(takes));
    }
  }
  return table;
}

TEST(Bootstrap, ClusteredIntervalsCoverTheTruth) {
  const Coverages shares = coverage(simulations, 0.05, [](int64_t i) {
    core::Random random(17, "clusters", {i});
    return bootstrap_ratio(simulated_difference(random, 100, 1), SeedLevel::averaged, quick(i));
  });
  EXPECT_NEAR(shares.percentile.holds, 0.95, 0.02);
  EXPECT_NEAR(shares.bca.holds, 0.95, 0.02);
}

TEST(Bootstrap, ClipsOfOneRecordingTakenForIndependentCoverTooSeldom) {
  // What drawing clusters is for: the same data clip by clip gives intervals that are too narrow.
  const Coverages shares = coverage(few_simulations, 0.05, [](int64_t i) {
    core::Random random(17, "clusters", {i});
    const ClusterSums table = simulated_difference(random, 100, 1);
    std::vector<double> clips;
    for (size_t cluster = 0; cluster < table.sums.size(); ++cluster)
      for (int64_t take = 0; take < static_cast<int64_t>(table.counts[cluster]); ++take)
        clips.push_back(static_cast<double>(take) < std::abs(table.sums[cluster])
                            ? std::copysign(1.0, table.sums[cluster])
                            : 0.0);
    return bootstrap_mean(clips, quick(i));
  });
  EXPECT_LT(shares.percentile.holds, 0.9);
}

TEST(Bootstrap, DrawingSeedsCoversTheirSpread) {
  const auto simulate = [](SeedLevel level) {
    return coverage(few_simulations, 0.05, [=](int64_t i) {
      core::Random random(18, "seeds", {i});
      return bootstrap_ratio(simulated_difference(random, 60, 12), level, quick(i));
    });
  };
  const Coverages drawn = simulate(SeedLevel::resampled);
  EXPECT_NEAR(drawn.percentile.holds, 0.95, 0.04);
  EXPECT_NEAR(drawn.bca.holds, 0.95, 0.04);
  EXPECT_LT(simulate(SeedLevel::averaged).percentile.holds, 0.85);
}

TEST(Bootstrap, BcaCoversTheMeanOfASkewedDistribution) {
  const auto simulate = [](double shape, int64_t values) {
    return coverage(simulations, shape, [=](int64_t i) {
      core::Random random(19, "skewed", {i});
      std::vector<double> drawn;
      for (int64_t j = 0; j < values; ++j) drawn.push_back(random.gamma(shape));
      return bootstrap_mean(drawn, quick(i));
    });
  };
  EXPECT_NEAR(simulate(4, 100).bca.holds, 0.95, 0.02);
  // Few and exponential: both miss too often, the percentile interval mostly on one side.
  const Coverages few = simulate(1, 40);
  EXPECT_LT(few.bca.below - few.bca.above, 0.75 * (few.percentile.below - few.percentile.above));
}

TEST(Bootstrap, MeanAndRatioAndFreeStatisticAgree) {
  const std::array values{0.5, 1.5, 0.25, 4.0, 2.0, 0.75};
  const auto direct = bootstrap(6,
                                [&](std::span<const int64_t> units) {
                                  double sum = 0;
                                  for (const int64_t unit : units)
                                    sum += values[static_cast<size_t>(unit)];
                                  return sum / static_cast<double>(units.size());
                                },
                                {.resamples = 2000});
  const auto mean = bootstrap_mean(values, {.resamples = 2000});
  EXPECT_EQ(direct.value, 1.5);
  EXPECT_NEAR(direct.percentile.low, mean.percentile.low, 1e-12);
  EXPECT_NEAR(direct.bca.high, mean.bca.high, 1e-12);
  // The standard error of a mean: deviation / sqrt(n) with n in the denominator of the variance.
  double squares = 0;
  for (const double value : values) squares += (value - 1.5) * (value - 1.5);
  EXPECT_NEAR(direct.deviation, std::sqrt(squares) / 6, 0.02);
}

TEST(Bootstrap, SameSeedSameInterval) {
  const std::array values{0.5, 1.5, 0.25, 4.0};
  EXPECT_EQ(bootstrap_mean(values), bootstrap_mean(values));
  EXPECT_NE(bootstrap_mean(values), bootstrap_mean(values, {.seed = 2}));
}

TEST(Bootstrap, NoSpreadIsNoSpread) {
  const auto estimate = bootstrap_mean(std::vector<double>(5, 0.25));
  EXPECT_EQ(estimate.bca, (Interval{.low = 0.25, .high = 0.25}));
  EXPECT_EQ(estimate.deviation, 0);
}

TEST(Bootstrap, WhatCannotBeDrawnIsRefused) {
  EXPECT_THROW(bootstrap_mean(std::array{1.0}), core::InvalidOptions);
  EXPECT_THROW(bootstrap_mean(std::array{1.0, 2.0}, {.resamples = 3}), core::InvalidOptions);
  EXPECT_THROW(bootstrap_mean(std::array{1.0, 2.0}, {.level = 1}), core::InvalidOptions);
  EXPECT_THROW(bootstrap_ratio({.num_clusters = 2, .sums = {1, 2}, .counts = {1}}),
               core::InvalidOptions);
  EXPECT_THROW(bootstrap_ratio({.num_clusters = 2, .sums = {0, 0}, .counts = {0, 0}}),
               core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
