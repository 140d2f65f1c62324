// Intervals: how far a measured proportion or mean may lie from the true one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace pinna::metrics {

/// The confidence level of every interval that names no other.
inline constexpr double default_level = 0.95;

struct Interval {
  double low = 0;
  double high = 0;
  bool operator==(const Interval&) const = default;
};

/// Wilson's score interval of a proportion (Wilson 1927, eq. 4 of Brown, Cai and DasGupta 2001).
/// `successes` in [0, trials] may be fractional, as an average over seeds is; no trials give
/// [0, 1]. InvalidOptions for successes out of range or a level outside (0, 1).
Interval wilson_interval(double successes, int64_t trials, double level = default_level);

/// A mean with its spread. One value has neither deviation nor interval.
struct MeanEstimate {
  int64_t count = 0;
  double mean = 0;
  std::optional<double> deviation = std::nullopt;   ///< sample standard deviation (n - 1)
  std::optional<Interval> interval = std::nullopt;  ///< mean +- t(n - 1) * deviation / sqrt(n)
  bool operator==(const MeanEstimate&) const = default;
};

/// Mean, deviation and Student's t interval. Over the folds of one cross-validation the interval
/// is only approximate, because training sets overlap (Bengio and Grandvalet 2004): reports say
/// so. InvalidOptions if `values` is empty.
MeanEstimate estimate_mean(std::span<const double> values, double level = default_level);

}  // namespace pinna::metrics
