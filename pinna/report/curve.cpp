#include "pinna/report/curve.h"

#include <algorithm>

#include <fmt/format.h>

#include "pinna/report/colour_map.h"

namespace pinna::report {
namespace {

/// One point a value; a blank line lifts the pen.
std::string points(const Curve& curve) {
  std::string text;
  for (size_t i = 0; i < curve.values.size(); ++i) {
    const float value = curve.values[i];
    if (curve.gaps == Gaps::at_zero && !(value > 0))
      text += '\n';
    else
      text += fmt::format("{:.7g} {:.6g}\n", curve.x + static_cast<double>(i) * curve.dx, value);
  }
  return text;
}

std::string envelope(const Curve& curve, int64_t columns) {
  std::string text;
  const auto size = static_cast<int64_t>(curve.values.size());
  for (int64_t column = 0; column < columns; ++column) {
    const int64_t begin = column * size / columns, end = (column + 1) * size / columns;
    const auto [low, high] =
        std::minmax_element(curve.values.begin() + begin, curve.values.begin() + end);
    const double x = curve.x + static_cast<double>(begin + end - 1) / 2 * curve.dx;
    text += fmt::format("{0:.7g} {1:.6g}\n{0:.7g} {2:.6g}\n", x, *low, *high);
  }
  return text;
}

}  // namespace

std::string curve_plot(const Curve& curve, int64_t most_columns) {
  const bool is_dense = static_cast<int64_t>(curve.values.size()) > 3 * most_columns;
  // Points make visible what stands alone between gaps.
  return fmt::format(
      "plot '-' using 1:2 with {} linecolor rgb '{}' linewidth {} notitle\n{}e\n",
      curve.gaps == Gaps::at_zero ? "linespoints pointtype 7 pointsize 0.12" : "lines", dark_line,
      is_dense ? 0.5 : 1,
      is_dense && curve.gaps == Gaps::none ? envelope(curve, most_columns) : points(curve));
}

}  // namespace pinna::report
