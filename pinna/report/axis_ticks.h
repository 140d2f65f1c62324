// Where the ticks of an axis lie and what they say.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pinna/features/feature.h"

namespace pinna::report {

struct AxisTick {
  double at = 0;
  std::string label = "";
};

/// The rows of a matrix as an axis. Rows are evenly spaced, row r from r - 0.5 to r + 0.5, whatever
/// they stand for: a mel axis is drawn as it is, with ticks where round frequencies lie.
struct RowAxis {
  std::string title = "";  ///< "frequency [kHz]"
  std::vector<AxisTick> ticks = {};
};

/// At most about one tick for every `least_distance` rows: round values of the centres, names, or
/// row numbers.
RowAxis row_axis(const features::BinAxis& axis, int64_t rows, double least_distance);

/// The smallest of 1, 2 and 5 times a power of ten that divides `span` into at most `parts`.
double round_step(double span, double parts);

/// Multiples of a round step between low and high, at most about `parts` of them.
std::vector<AxisTick> value_ticks(double low, double high, double parts);

/// "set ytics (...)" for the axis "y". Labels::hidden leaves the marks.
enum class Labels { shown, hidden };
std::string ticks_command(const std::string& axis, const std::vector<AxisTick>& ticks,
                          Labels labels);

/// Marks, the gap between marks and labels, and the one to the title of the axis.
inline constexpr double tick_gap_cm = 0.3;
double widest_label_cm(const std::vector<AxisTick>& ticks, double font_points);

/// "quantity [unit]", or "quantity" alone where there is no unit.
std::string axis_title(const std::string& quantity, const std::string& unit);

}  // namespace pinna::report
