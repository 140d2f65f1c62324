#include "pinna/metrics/resampled_t.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/metrics/distributions.h"

namespace pinna::metrics {

std::optional<ResampledTTest> corrected_resampled_t(std::span<const double> differences,
                                                    double test_to_training, double level) {
  if (!(test_to_training > 0 && std::isfinite(test_to_training)))
    throw core::InvalidOptions({.what = "ratio of test clips to training clips",
                                .got = fmt::format("{}", test_to_training),
                                .expected = "a positive number"});
  const auto [least, most] = std::minmax_element(differences.begin(), differences.end());
  if (differences.size() < 2 || *least == *most) return std::nullopt;
  const MeanEstimate estimate = estimate_mean(differences, level);
  const double variance = *estimate.deviation * *estimate.deviation;
  const auto count = static_cast<double>(estimate.count);
  ResampledTTest test{.count = estimate.count,
                      .mean = estimate.mean,
                      .standard_error = std::sqrt((1 / count + test_to_training) * variance)};
  test.t = test.mean / test.standard_error;
  test.p = student_t_two_sided(test.t, count - 1);
  const double half = student_t_quantile(0.5 + level / 2, count - 1) * test.standard_error;
  test.interval = {.low = test.mean - half, .high = test.mean + half};
  return test;
}

}  // namespace pinna::metrics
