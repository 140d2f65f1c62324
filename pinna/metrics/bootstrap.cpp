#include "pinna/metrics/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"
#include "pinna/metrics/distributions.h"

namespace pinna::metrics {
namespace {

/// Linear interpolation between order statistics, as numpy.quantile does by default.
double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<size_t>(place);
  if (below + 1 >= sorted.size()) return sorted.back();
  return std::lerp(sorted[below], sorted[below + 1], place - static_cast<double>(below));
}

void require_units(int64_t num_units, const char* what) {
  if (num_units < 2)
    throw core::InvalidOptions({.what = fmt::format("{} to resample", what),
                                .got = fmt::to_string(num_units),
                                .expected = "at least 2"});
}

/// Share of the distribution below the value, those equal to it counted half.
double share_below(const std::vector<double>& distribution, double value) {
  double below = 0;
  for (const double draw : distribution) below += draw < value ? 1 : draw == value ? 0.5 : 0;
  const auto count = static_cast<double>(distribution.size());
  // A value beyond all draws is as far out as half a draw: no infinite quantile.
  return std::clamp(below / count, 0.5 / count, 1 - 0.5 / count);
}

/// A sixth of the skewness of the influences; levels that are drawn independently add up.
double acceleration(std::span<const std::vector<double>> leave_one_out) {
  double cubes = 0;
  double squares = 0;
  for (const std::vector<double>& values : leave_one_out) {
    const auto n = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    for (const double value : values) {
      const double influence = (n - 1) / n * (mean - value);
      squares += influence * influence;
      cubes += influence * influence * influence;
    }
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

BootstrapEstimate estimate_from(std::vector<double> distribution, double value,
                                std::span<const std::vector<double>> leave_one_out, double level) {
  const auto count = static_cast<double>(distribution.size());
  const double mean = std::accumulate(distribution.begin(), distribution.end(), 0.0) / count;
  double squares = 0;
  for (const double draw : distribution) squares += (draw - mean) * (draw - mean);
  return {.value = value,
          .deviation = std::sqrt(squares / (count - 1)),
          .percentile = percentile_interval(distribution, level),
          .bca = bca_interval(std::move(distribution), value, leave_one_out, level)};
}

void check_table(const ClusterSums& table) {
  require_units(table.num_clusters, "clusters");
  const auto cells = static_cast<size_t>(table.num_clusters * table.num_seeds);
  if (table.num_seeds < 1 || table.sums.size() != cells || table.counts.size() != cells)
    throw core::InvalidOptions(
        {.what = "sums and counts of clusters",
         .got = fmt::format("{} and {}", table.sums.size(), table.counts.size()),
         .expected = fmt::format("{} clusters x {} seeds", table.num_clusters, table.num_seeds)});
  if (!(std::accumulate(table.counts.begin(), table.counts.end(), 0.0) > 0))
    throw core::InvalidOptions({.what = "counts of clusters", .got = "none", .expected = "some"});
}

struct Ratio {
  double sum = 0;
  double count = 0;
  /// `fallback` where chance drew only clusters without counts.
  double value_or(double fallback) const { return count > 0 ? sum / count : fallback; }
};

/// The table's clusters, each seed's entries weighted.
std::vector<Ratio> weighted_clusters(const ClusterSums& table,
                                     std::span<const double> seed_weights) {
  std::vector<Ratio> clusters(static_cast<size_t>(table.num_clusters));
  for (size_t cell = 0; cell < table.sums.size(); ++cell) {
    const double weight = seed_weights[cell % seed_weights.size()];
    Ratio& cluster = clusters[cell / seed_weights.size()];
    cluster.sum += weight * table.sums[cell];
    cluster.count += weight * table.counts[cell];
  }
  return clusters;
}

Ratio total_of(std::span<const Ratio> clusters) {
  Ratio total;
  for (const Ratio& cluster : clusters) {
    total.sum += cluster.sum;
    total.count += cluster.count;
  }
  return total;
}

std::vector<double> without_each_cluster(std::span<const Ratio> clusters, double value) {
  const Ratio total = total_of(clusters);
  std::vector<double> values;
  for (const Ratio& cluster : clusters)
    values.push_back(Ratio{total.sum - cluster.sum, total.count - cluster.count}.value_or(value));
  return values;
}

std::vector<double> without_each_seed(const ClusterSums& table, double value) {
  std::vector<double> values;
  std::vector<double> weights(static_cast<size_t>(table.num_seeds), 1.0);
  for (double& weight : weights) {
    weight = 0;
    values.push_back(total_of(weighted_clusters(table, weights)).value_or(value));
    weight = 1;
  }
  return values;
}

double draw_clusters(std::span<const Ratio> clusters, double fallback, core::Random& random) {
  Ratio total;
  for (size_t i = 0; i < clusters.size(); ++i) {
    const Ratio& drawn =
        clusters[static_cast<size_t>(random.below(static_cast<int64_t>(clusters.size())))];
    total.sum += drawn.sum;
    total.count += drawn.count;
  }
  return total.value_or(fallback);
}

}  // namespace

Interval percentile_interval(std::vector<double> distribution, double level) {
  if (distribution.empty())
    throw core::InvalidOptions(
        {.what = "bootstrap distribution", .got = "no values", .expected = "some"});
  std::sort(distribution.begin(), distribution.end());
  return {.low = quantile(distribution, (1 - level) / 2),
          .high = quantile(distribution, (1 + level) / 2)};
}

Interval bca_interval(std::vector<double> distribution, double value,
                      std::span<const std::vector<double>> leave_one_out, double level) {
  if (distribution.empty())
    throw core::InvalidOptions(
        {.what = "bootstrap distribution", .got = "no values", .expected = "some"});
  const double bias = normal_quantile(share_below(distribution, value));
  const double skew = acceleration(leave_one_out);
  std::sort(distribution.begin(), distribution.end());
  const auto moved = [&](double share) {
    const double z = bias + normal_quantile(share);
    return quantile(distribution, normal_cdf(bias + z / (1 - skew * z)));
  };
  return {.low = moved((1 - level) / 2), .high = moved((1 + level) / 2)};
}

BootstrapEstimate bootstrap(int64_t num_units, const UnitStatistic& statistic,
                            const BootstrapOptions& options) {
  core::check_options(options);
  require_units(num_units, "units");
  std::vector<int64_t> units(static_cast<size_t>(num_units));
  std::iota(units.begin(), units.end(), int64_t{0});
  const double value = statistic(units);
  std::vector<double> leave_one_out;
  for (size_t i = 0; i < units.size(); ++i) {
    std::vector<int64_t> others = units;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    leave_one_out.push_back(statistic(others));
  }
  core::Random random(options.seed, "bootstrap");
  std::vector<double> distribution;
  for (int64_t draw = 0; draw < options.resamples; ++draw) {
    for (int64_t& unit : units) unit = random.below(num_units);
    distribution.push_back(statistic(units));
  }
  return estimate_from(std::move(distribution), value, {&leave_one_out, 1}, options.level);
}

BootstrapEstimate bootstrap_mean(std::span<const double> values, const BootstrapOptions& options) {
  return bootstrap_ratio({.num_clusters = static_cast<int64_t>(values.size()),
                          .sums = {values.begin(), values.end()},
                          .counts = std::vector<double>(values.size(), 1.0)},
                         SeedLevel::averaged, options);
}

BootstrapEstimate bootstrap_ratio(const ClusterSums& table, SeedLevel seeds,
                                  const BootstrapOptions& options) {
  core::check_options(options);
  check_table(table);
  std::vector<double> weights(static_cast<size_t>(table.num_seeds), 1.0);
  std::vector<Ratio> clusters = weighted_clusters(table, weights);
  const double value = total_of(clusters).value_or(0);
  std::vector<std::vector<double>> leave_one_out{without_each_cluster(clusters, value)};
  const bool draws_seeds = seeds == SeedLevel::resampled && table.num_seeds > 1;
  if (draws_seeds) leave_one_out.push_back(without_each_seed(table, value));

  core::Random random(options.seed, "bootstrap");
  std::vector<double> distribution;
  for (int64_t draw = 0; draw < options.resamples; ++draw) {
    if (draws_seeds) {
      std::fill(weights.begin(), weights.end(), 0.0);
      for (int64_t i = 0; i < table.num_seeds; ++i)
        ++weights[static_cast<size_t>(random.below(table.num_seeds))];
      clusters = weighted_clusters(table, weights);
    }
    distribution.push_back(draw_clusters(clusters, value, random));
  }
  return estimate_from(std::move(distribution), value, leave_one_out, options.level);
}

}  // namespace pinna::metrics
