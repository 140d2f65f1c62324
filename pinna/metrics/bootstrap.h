// Bootstrap intervals over clusters: clips that come from one recording are drawn together.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/metrics/intervals.h"

namespace pinna::metrics {

struct BootstrapOptions {
  int64_t resamples = 10000;
  uint64_t seed = 1;
  double level = default_level;

  static void fields(auto&& field) {
    field("resamples", &BootstrapOptions::resamples, "draws with replacement",
          core::between(100, 10'000'000));
    field("seed", &BootstrapOptions::seed, "of the draws");
    field("level", &BootstrapOptions::level, "confidence level of the intervals",
          core::between(0.5, 0.9999));
  }
  bool operator==(const BootstrapOptions&) const = default;
};

struct BootstrapEstimate {
  double value = 0;      ///< of the sample itself
  double deviation = 0;  ///< of the resamples: the standard error
  Interval percentile = {};
  Interval bca = {};  ///< bias-corrected and accelerated (Efron 1987)
  bool operator==(const BootstrapEstimate&) const = default;
};

/// The statistic of the units whose indices are given, with repetitions.
using UnitStatistic = std::function<double(std::span<const int64_t> units)>;

/// Units (clips, or clusters of clips) are drawn with replacement. InvalidOptions for fewer than
/// two units or options out of range.
BootstrapEstimate bootstrap(int64_t num_units, const UnitStatistic& statistic,
                            const BootstrapOptions& options = {});

/// The mean of the values.
BootstrapEstimate bootstrap_mean(std::span<const double> values,
                                 const BootstrapOptions& options = {});

/// Sums over the clips of a cluster, for each seed: row-major [clusters, seeds]. A difference of
/// accuracies has "right by one method minus right by the other" as sums and clips as counts.
struct ClusterSums {
  int64_t num_clusters = 0;
  int64_t num_seeds = 1;
  std::vector<double> sums = {};
  std::vector<double> counts = {};
};

/// What varies besides the clusters.
enum class SeedLevel {
  averaged,   ///< the seeds as they are: about these trained networks
  resampled,  ///< seeds are drawn as well: about further networks trained the same way
};

/// Total of the sums over total of the counts. One draw serves both methods, because sums are of
/// differences. With few seeds, drawing them understates their part by (seeds - 1) / seeds.
/// InvalidOptions for fewer than two clusters, sizes that do not match, or no counts.
BootstrapEstimate bootstrap_ratio(const ClusterSums& table, SeedLevel seeds = SeedLevel::averaged,
                                  const BootstrapOptions& options = {});

/// The interval between the quantiles of a bootstrap distribution, interpolated linearly.
Interval percentile_interval(std::vector<double> distribution, double level = default_level);

/// As percentile_interval at quantiles moved by the bias (share of the distribution below `value`)
/// and the acceleration (skewness of the leave-one-out values; one vector for each level that is
/// drawn). Where all values are the same, the interval is that value.
Interval bca_interval(std::vector<double> distribution, double value,
                      std::span<const std::vector<double>> leave_one_out,
                      double level = default_level);

}  // namespace pinna::metrics

template <>
struct pinna::core::EnumNames<pinna::metrics::SeedLevel> {
  static constexpr std::array names{std::pair{metrics::SeedLevel::averaged, "averaged"},
                                    std::pair{metrics::SeedLevel::resampled, "resampled"}};
};
