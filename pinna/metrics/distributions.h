// The distributions that intervals and tests are read from.
#pragma once

namespace pinna::metrics {

/// P(Z <= x) of the standard normal distribution.
double normal_cdf(double x);
/// Quantile of the standard normal distribution; p in (0, 1).
double normal_quantile(double p);
/// P(|Z| >= |z|): the two-sided p value of a normal statistic, without cancellation.
double normal_two_sided(double z);

/// P(T <= t) of Student's t distribution; degrees_of_freedom > 0.
double student_t_cdf(double t, double degrees_of_freedom);
/// Quantile of Student's t distribution; p in (0, 1), degrees_of_freedom > 0.
double student_t_quantile(double p, double degrees_of_freedom);
/// P(|T| >= |t|).
double student_t_two_sided(double t, double degrees_of_freedom);

/// Regularised incomplete beta function I_x(a, b); x in [0, 1], a and b > 0.
double regularized_beta(double x, double a, double b);

}  // namespace pinna::metrics
