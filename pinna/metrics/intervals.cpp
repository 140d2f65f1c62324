#include "pinna/metrics/intervals.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

void require_probability(double p, const char* what) {
  if (!(p > 0 && p < 1))
    throw core::InvalidOptions(
        {.what = what, .got = fmt::format("{}", p), .expected = "a number between 0 and 1"});
}

/// Continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8) by Lentz's
/// method; converges quickly for x < (a + 1) / (a + b + 2).
double beta_fraction(double x, double a, double b) {
  constexpr double tiny = 1e-300;
  const auto away_from_zero = [](double value) { return std::abs(value) < tiny ? tiny : value; };
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m < 10000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double change = 1;
    for (const double coefficient : {even, odd}) {
      d = 1 / away_from_zero(1 + coefficient * d);
      c = away_from_zero(1 + coefficient / c);
      change *= c * d;
    }
    fraction *= change;
    if (std::abs(change - 1) < std::numeric_limits<double>::epsilon()) break;
  }
  return fraction;
}

/// Regularised incomplete beta function I_x(a, b), with y = 1 - x given exactly.
double regularized_beta(double x, double y, double a, double b) {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                a * std::log(x) + b * std::log(y));
  return x < (a + 1) / (a + b + 2) ? front * beta_fraction(x, a, b) / a
                                   : 1 - front * beta_fraction(y, b, a) / b;
}

/// The x > 0 at which a decreasing tail function with tail(0) = 1/2 falls to q < 1/2.
double solve_tail(const std::function<double(double)>& tail, double q) {
  double high = 1;
  while (tail(high) > q) high *= 2;
  double low = high > 1 ? high / 2 : 0;
  for (;;) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    (tail(middle) > q ? low : high) = middle;
  }
}

double symmetric_quantile(const std::function<double(double)>& tail, double p) {
  require_probability(p, "probability of a quantile");
  if (p == 0.5) return 0;
  return p < 0.5 ? -solve_tail(tail, p) : solve_tail(tail, 1 - p);
}

}  // namespace

double normal_quantile(double p) {
  return symmetric_quantile([](double x) { return std::erfc(x / std::numbers::sqrt2) / 2; }, p);
}

double student_t_quantile(double p, double degrees_of_freedom) {
  if (!(degrees_of_freedom > 0))
    throw core::InvalidOptions({.what = "degrees of freedom",
                                .got = fmt::format("{}", degrees_of_freedom),
                                .expected = "a positive number"});
  const double v = degrees_of_freedom;
  const auto tail = [v](double t) {
    const double sum = v + t * t;
    return regularized_beta(v / sum, t * t / sum, v / 2, 0.5) / 2;
  };
  return symmetric_quantile(tail, p);
}

Interval wilson_interval(double successes, int64_t trials, double level) {
  require_probability(level, "confidence level");
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
  require_probability(level, "confidence level");
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
