#include "pinna/report/what_when_figure.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/colour_map.h"
#include "pinna/report/numbered_plane.h"

namespace pinna::report {
namespace {

void check(const WhatWhenPlane& plane) {
  if (plane.arms.empty())
    throw core::InvalidOptions(
        {.what = "errors to draw", .got = "no arms", .expected = "at least one"});
  for (const WhatWhenPoint& arm : plane.arms)
    for (const double error : {arm.onset_error, arm.confusion})
      if (!std::isfinite(error) || error < 0)
        throw core::InvalidOptions({.what = "errors of the arm " + arm.arm,
                                    .got = fmt::to_string(error),
                                    .expected = "finite numbers from 0 upward",
                                    .fix = "leave out arms that detect nothing"});
  const bool is_known = std::any_of(plane.arms.begin(), plane.arms.end(),
                                    [&](const auto& arm) { return arm.arm == plane.baseline; });
  if (!plane.baseline.empty() && !is_known)
    throw core::InvalidOptions({.what = "baseline of the figure",
                                .got = plane.baseline,
                                .expected = "one of the arms that it draws"});
}

/// In the units of the axes.
std::array<double, 2> point_of(const WhatWhenPoint& arm) {
  return {1000 * arm.onset_error, 100 * arm.confusion};
}

std::string data_line(const std::array<double, 2>& point) {
  return fmt::format("{:.6g} {:.6g}\n", point[0], point[1]);
}

/// The baseline first.
std::vector<ListEntry> entries_of(const WhatWhenPlane& plane) {
  std::vector<ListEntry> entries;
  if (!plane.baseline.empty())
    entries.push_back({plane.baseline + " (baseline)", ListMark::diamond});
  for (const WhatWhenPoint& arm : plane.arms)
    if (arm.arm != plane.baseline) entries.push_back({.name = arm.arm});
  return entries;
}

NumberedPlane axes_of(const WhatWhenPlane& plane) {
  std::vector<double> x, y;
  for (const WhatWhenPoint& arm : plane.arms) {
    x.push_back(point_of(arm)[0]);
    y.push_back(point_of(arm)[1]);
  }
  return {axis_around(x),
          axis_around(y),
          {.x = "when: onset error [ms]", .y = "what: confusion of well-timed events [%]"},
          entries_of(plane)};
}

/// Dashed lines through the baseline, and its data.
std::string baseline_of(const std::array<double, 2>& point) {
  return fmt::format(
      "$baseline << END\n{0}END\n"
      "set arrow from {1:.6g}, graph 0 to {1:.6g}, graph 1 {3}\n"
      "set arrow from graph 0, first {2:.6g} to graph 1, first {2:.6g} {3}\n",
      data_line(point), point[0], point[1],
      "nohead back dashtype '-' linewidth 0.6 linecolor rgb '#8c8c8c'");
}

}  // namespace

Figure what_when_figure(const WhatWhenPlane& plane) {
  check(plane);
  const NumberedPlane axes = axes_of(plane);
  std::vector<std::array<double, 2>> points;
  std::vector<PanelPlace> obstacles;
  std::string data, plot;
  for (const WhatWhenPoint& arm : plane.arms) {
    const auto point = point_of(arm);
    if (arm.arm != plane.baseline) {
      points.push_back(point);
      data += data_line(point);
      continue;
    }
    obstacles.push_back(axes.marker_box(point[0], point[1]));
    plot = baseline_of(point);
  }
  plot += fmt::format("$arms << END\n{}END\nplot ", data.empty() ? "NaN NaN\n" : data);
  // One after the other, each on a white rim, so that points that overlap stay apart.
  plot += fmt::format(
      "for [i=0:{}] for [s=0:1] $arms every ::i::i with points pointtype 7 "
      "pointsize (s ? 0.7 : 0.87) linecolor rgb (s ? '{}' : 'white')",
      std::max<int64_t>(std::ssize(points), 1) - 1, dark_line);
  if (!plane.baseline.empty()) plot += fmt::format(", $baseline with points {}", baseline_marker());
  return axes.figure(points, obstacles, plot + "\n");
}

}  // namespace pinna::report
