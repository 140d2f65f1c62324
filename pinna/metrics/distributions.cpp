#include "pinna/metrics/distributions.h"

#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

void require_positive(double value, const char* what) {
  if (!(value > 0 && std::isfinite(value)))
    throw core::InvalidOptions(
        {.what = what, .got = fmt::format("{}", value), .expected = "a positive number"});
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

/// I_x(a, b) with y = 1 - x given exactly.
double beta_integral(double x, double y, double a, double b) {
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
  if (!(p > 0 && p < 1))
    throw core::InvalidOptions({.what = "probability of a quantile",
                                .got = fmt::format("{}", p),
                                .expected = "a number between 0 and 1"});
  if (p == 0.5) return 0;
  return p < 0.5 ? -solve_tail(tail, p) : solve_tail(tail, 1 - p);
}

}  // namespace

double normal_cdf(double x) {
  return std::erfc(-x / std::numbers::sqrt2) / 2;
}

double normal_quantile(double p) {
  return symmetric_quantile([](double x) { return normal_cdf(-x); }, p);
}

double normal_two_sided(double z) {
  return std::erfc(std::abs(z) / std::numbers::sqrt2);
}

double student_t_two_sided(double t, double degrees_of_freedom) {
  require_positive(degrees_of_freedom, "degrees of freedom");
  if (std::isinf(t)) return 0;
  const double v = degrees_of_freedom;
  const double sum = v + t * t;
  return beta_integral(v / sum, t * t / sum, v / 2, 0.5);
}

double student_t_cdf(double t, double degrees_of_freedom) {
  const double tail = student_t_two_sided(t, degrees_of_freedom) / 2;
  return t > 0 ? 1 - tail : tail;
}

double student_t_quantile(double p, double degrees_of_freedom) {
  require_positive(degrees_of_freedom, "degrees of freedom");
  return symmetric_quantile(
      [=](double t) { return student_t_two_sided(t, degrees_of_freedom) / 2; }, p);
}

double regularized_beta(double x, double a, double b) {
  require_positive(a, "first parameter of a beta integral");
  require_positive(b, "second parameter of a beta integral");
  if (!(x >= 0 && x <= 1))
    throw core::InvalidOptions({.what = "end of a beta integral",
                                .got = fmt::format("{}", x),
                                .expected = "a number from 0 to 1"});
  return beta_integral(x, 1 - x, a, b);
}

}  // namespace pinna::metrics
