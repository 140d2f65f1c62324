#include "pinna/metrics/paired_cells.h"

#include <cmath>

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::metrics {
namespace {

/// A cell whose score is a mean, so that closed forms exist: `first` and `second` of each unit.
PairedCell mean_cell(int64_t fold, uint64_t seed, const std::vector<double>& first,
                     const std::vector<double>& second) {
  std::vector<double> values = first;
  values.insert(values.end(), second.begin(), second.end());
  return {.fold = fold,
          .seed = seed,
          .num_units = std::ssize(first),
          .value = [values](std::span<const int64_t> weights) {
            double sum = 0;
            double count = 0;
            for (size_t i = 0; i < values.size(); ++i) {
              sum += static_cast<double>(weights[i]) * values[i];
              count += static_cast<double>(weights[i]);
            }
            return count > 0 ? sum / count : 0;
          }};
}

std::vector<double> normals(int64_t count, double mean, uint64_t seed) {
  core::Random random(seed);
  std::vector<double> values;
  for (int64_t i = 0; i < count; ++i) values.push_back(mean + random.normal());
  return values;
}

constexpr BootstrapOptions options{.resamples = 2000};

TEST(PairedCells, OfAMeanTheIntervalIsTheClassicalOne) {
  constexpr int64_t count = 200;
  std::vector<double> first = normals(count, 0, 1);
  std::vector<double> second = normals(count, 0.3, 2);
  const std::vector cells{mean_cell(1, 1, first, second)};
  const PairedEstimate estimate = estimate_paired(cells, SeedLevel::averaged, options, 1);
  std::vector<double> differences;
  for (size_t i = 0; i < first.size(); ++i) differences.push_back(second[i] - first[i]);
  const MeanEstimate classical = estimate_mean(differences);
  EXPECT_NEAR(estimate.difference.value, classical.mean, 1e-12);
  EXPECT_NEAR(estimate.second - estimate.first, classical.mean, 1e-12);
  const double error = *classical.deviation / std::sqrt(double{count});
  EXPECT_NEAR(estimate.difference.deviation, error, 0.06 * error);
  EXPECT_NEAR(estimate.difference.bca.low, classical.interval->low, 0.2 * error);
  EXPECT_NEAR(estimate.difference.bca.high, classical.interval->high, 0.2 * error);
}

TEST(PairedCells, ThreadsDoNotMatter) {
  const std::vector cells{mean_cell(1, 1, normals(20, 0, 1), normals(20, 1, 2)),
                          mean_cell(1, 2, normals(20, 0, 3), normals(20, 1, 4)),
                          mean_cell(2, 1, normals(10, 0, 5), normals(10, 1, 6)),
                          mean_cell(2, 2, normals(10, 0, 7), normals(10, 1, 8))};
  const auto by = [&](int threads) {
    return estimate_paired(cells, SeedLevel::resampled, options, threads).difference;
  };
  EXPECT_EQ(by(1), by(3));
  EXPECT_EQ(randomise_paired(cells, 500, 1, 1), randomise_paired(cells, 500, 1, 3));
}

TEST(PairedCells, SeedsThatDisagreeWidenTheInterval) {
  // Every recording gains 1 with one seed and 2 with the other: no spread but that of the seeds.
  const std::vector<double> zero(30, 0.0), one(30, 1.0), two(30, 2.0);
  const std::vector cells{mean_cell(1, 1, zero, one), mean_cell(1, 2, zero, two)};
  const auto averaged = estimate_paired(cells, SeedLevel::averaged, options, 1);
  EXPECT_EQ(averaged.difference.bca, (Interval{1.5, 1.5}));
  EXPECT_EQ(averaged.by_cell, (std::vector<double>{1, 2}));
  const auto resampled = estimate_paired(cells, SeedLevel::resampled, options, 1);
  EXPECT_NEAR(resampled.difference.deviation, std::sqrt(0.125), 0.01);
}

TEST(PairedCells, RandomisationFindsWhatIsThereAndNothingElse) {
  const auto p_of = [](double gain, uint64_t seed) {
    const std::vector cells{mean_cell(1, 1, normals(50, 0, seed), normals(50, gain, seed + 1000))};
    return randomise_paired(cells, 999, seed, 1).p;
  };
  EXPECT_EQ(p_of(3, 1), 0.001);
  // Under the null hypothesis p is uniform.
  int rejected = 0;
  for (uint64_t seed = 1; seed <= 200; ++seed) rejected += p_of(0, seed) <= 0.1;
  EXPECT_NEAR(rejected, 20, 3 * std::sqrt(200 * 0.1 * 0.9));
  const std::vector<double> same = normals(50, 0, 1);
  EXPECT_EQ(randomise_paired(std::vector{mean_cell(1, 1, same, same)}, 99, 1, 1).p, 1);
}

TEST(PairedCells, FoldsMustHaveTheSameRecordingsForEverySeed) {
  const std::vector cells{mean_cell(1, 1, normals(5, 0, 1), normals(5, 0, 2)),
                          mean_cell(1, 2, normals(6, 0, 1), normals(6, 0, 2))};
  EXPECT_THROW(estimate_paired(cells, SeedLevel::averaged, options, 1), core::InvalidOptions);
  EXPECT_THROW(estimate_paired({}, SeedLevel::averaged, options, 1), core::InvalidOptions);
  EXPECT_THROW(randomise_paired(std::vector{mean_cell(1, 1, {1}, {2})}, 10, 1, 1),
               core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
