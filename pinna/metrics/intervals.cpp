#include "pinna/metrics/intervals.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/metrics/distributions.h"

namespace pinna::metrics {
namespace {

void require_level(double level) {
  if (!(level > 0 && level < 1))
    throw core::InvalidOptions({.what = "confidence level",
                                .got = fmt::format("{}", level),
                                .expected = "a number between 0 and 1"});
}

}  // namespace

Interval wilson_interval(double successes, int64_t trials, double level) {
  require_level(level);
  if (!(trials >= 0 && successes >= 0 && successes <= static_cast<double>(trials)))
    throw core::InvalidOptions({.what = "successes of a proportion",
                                .got = fmt::format("{} of {}", successes, trials),
                                .expected = "0 to the number of trials"});
  if (trials == 0) return {.low = 0, .high = 1};
  const double n = static_cast<double>(trials);
  const double z = normal_quantile(0.5 + level / 2);
  const double share = successes / n;
  const double shrink = 1 / (1 + z * z / n);
  const double centre = shrink * (share + z * z / (2 * n));
  const double half = shrink * z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  return {.low = successes == 0 ? 0 : std::max(0.0, centre - half),
          .high = successes == n ? 1 : std::min(1.0, centre + half)};
}

MeanEstimate estimate_mean(std::span<const double> values, double level) {
  require_level(level);
  if (values.empty())
    throw core::InvalidOptions(
        {.what = "values to average", .got = "none", .expected = "at least one"});
  const double n = static_cast<double>(values.size());
  MeanEstimate estimate{.count = static_cast<int64_t>(values.size())};
  for (const double value : values) estimate.mean += value;
  estimate.mean /= n;
  if (values.size() < 2) return estimate;
  double squares = 0;
  for (const double value : values) squares += (value - estimate.mean) * (value - estimate.mean);
  const double deviation = std::sqrt(squares / (n - 1));
  const double half = student_t_quantile(0.5 + level / 2, n - 1) * deviation / std::sqrt(n);
  estimate.deviation = deviation;
  estimate.interval = Interval{.low = estimate.mean - half, .high = estimate.mean + half};
  return estimate;
}

}  // namespace pinna::metrics
