// Values over time as a line.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace pinna::report {

/// at_zero: where a value is not above 0 there is no line.
enum class Gaps { none, at_zero };

struct Curve {
  std::span<const float> values;
  double x = 0;   ///< of the first value
  double dx = 1;  ///< between values
  Gaps gaps = Gaps::none;
};

/// A gnuplot plot command with its data. Where there are several values to a column, the line goes
/// from the least to the greatest of each, as sound editors draw waveforms.
std::string curve_plot(const Curve& curve, int64_t most_columns);

}  // namespace pinna::report
