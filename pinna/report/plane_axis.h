// An axis of numbers whose ends are known, so that things can be placed on the page.
#pragma once

#include <string>
#include <vector>

#include "pinna/report/axis_ticks.h"

namespace pinna::report {

enum class AxisScale { linear, logarithmic };

struct PlaneAxis {
  double low = 0;
  double high = 1;
  AxisScale scale = AxisScale::linear;

  /// 0 at the low end, 1 at the high one.
  double fraction(double value) const;
  /// At most about `parts`.
  std::vector<AxisTick> ticks(double parts) const;
  /// The range and its ticks, for the axis "x" or "y".
  std::string commands(const std::string& axis, double parts) const;
};

/// From the smallest to the largest of the values, with a margin on both sides so that no marker is
/// cut. `values` are not empty and finite; positive on a logarithmic axis.
PlaneAxis axis_around(const std::vector<double>& values, AxisScale scale = AxisScale::linear);

/// 1, 2 and 5 times powers of ten between low and high, only powers of ten where these are more
/// than `parts`; multiples of a round step where less than two are left. Numbers from 100000 and
/// below 0.001 are written as powers of ten. 0 < low < high.
std::vector<AxisTick> log_ticks(double low, double high, double parts);

}  // namespace pinna::report
