#include "pinna/report/cost_gain_figure.h"

#include <array>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/colour_map.h"
#include "pinna/report/numbered_plane.h"

namespace pinna::report {
namespace {

constexpr double bar_half_width_cm = 0.06;
constexpr std::string_view bar_colour = "#86a5c1";

void check_cost(double cost, const std::string& arm) {
  if (!std::isfinite(cost) || cost <= 0)
    throw core::InvalidOptions({.what = "cost of the arm " + arm,
                                .got = fmt::to_string(cost),
                                .expected = "a positive number",
                                .fix = "leave it out: a logarithmic axis has no zero"});
}

void check(const CostGainPlane& plane) {
  if (plane.arms.empty())
    throw core::InvalidOptions(
        {.what = "gains to draw", .got = "no arms", .expected = "at least one"});
  if (plane.baseline_cost) check_cost(*plane.baseline_cost, plane.baseline);
  for (const CostGainPoint& arm : plane.arms) {
    check_cost(arm.cost, arm.arm);
    for (const double value : {arm.gain, arm.interval.low, arm.interval.high})
      if (!std::isfinite(value))
        throw core::InvalidOptions({.what = "gain of the arm " + arm.arm,
                                    .got = fmt::to_string(value),
                                    .expected = "finite numbers"});
  }
}

std::vector<ListEntry> entries_of(const CostGainPlane& plane) {
  std::vector<ListEntry> entries{
      {plane.baseline + " (baseline)", plane.baseline_cost ? ListMark::diamond : ListMark::dashes}};
  for (const CostGainPoint& arm : plane.arms) entries.push_back({.name = arm.arm});
  entries.push_back({fmt::format("bars: {:g} % intervals", 100 * plane.level), ListMark::none});
  return entries;
}

NumberedPlane axes_of(const CostGainPlane& plane) {
  std::vector<double> costs, gains{0};
  if (plane.baseline_cost) costs.push_back(*plane.baseline_cost);
  for (const CostGainPoint& arm : plane.arms) {
    costs.push_back(arm.cost);
    gains.insert(gains.end(), {arm.gain, arm.interval.low, arm.interval.high});
  }
  return {axis_around(costs, AxisScale::logarithmic),
          axis_around(gains),
          {.x = plane.cost_title, .y = plane.gain_title},
          entries_of(plane)};
}

/// Bars of errors and the zero line, which no number may cover.
std::vector<PanelPlace> obstacles_of(const CostGainPlane& plane, const NumberedPlane& axes) {
  std::vector<PanelPlace> boxes{
      {axes.panel().left, axes.panel().right, axes.y_cm(0) - 0.02, axes.y_cm(0) + 0.02}};
  for (const CostGainPoint& arm : plane.arms) {
    const double x = axes.x_cm(arm.cost);
    boxes.push_back({x - bar_half_width_cm, x + bar_half_width_cm, axes.y_cm(arm.interval.low),
                     axes.y_cm(arm.interval.high)});
  }
  if (plane.baseline_cost) boxes.push_back(axes.marker_box(*plane.baseline_cost, 0));
  return boxes;
}

bool leaves_zero_out(const CostGainPoint& arm) {
  return arm.interval.low > 0 || arm.interval.high < 0;
}

/// Data of the points that are filled, or of the hollow ones.
std::string rows_of(const std::vector<CostGainPoint>& arms, bool filled) {
  std::string rows;
  for (const CostGainPoint& arm : arms)
    if (leaves_zero_out(arm) == filled)
      rows += fmt::format("{:.6g} {:.6g} {:.6g} {:.6g}\n", arm.cost, arm.gain, arm.interval.low,
                          arm.interval.high);
  return rows.empty() ? "NaN NaN NaN NaN\n" : rows;
}

/// Bars first and lighter, so that points stand out where many arms cost the same.
std::string plot_of(const CostGainPlane& plane) {
  std::string script = fmt::format(
      "$clear << END\n{}END\n$unclear << END\n{}END\n"
      "set arrow from graph 0, first 0 to graph 1, first 0 nohead back dashtype '-' linewidth 0.9 "
      "linecolor rgb 'black'\nset bars 0.4\n",
      rows_of(plane.arms, true), rows_of(plane.arms, false));
  if (plane.baseline_cost)
    script += fmt::format("$baseline << END\n{:.6g} 0\nEND\n", *plane.baseline_cost);
  script += "plot ";
  for (const char* data : {"$clear", "$unclear"})
    script += fmt::format("{} with yerrorbars pointtype 0 linewidth 1 linecolor rgb '{}', ", data,
                          bar_colour);
  script += fmt::format(
      "$clear with points pointtype 7 pointsize 0.7 linecolor rgb '{0}', "
      "$unclear with points pointtype 7 pointsize 0.7 linecolor rgb 'white', "
      "$unclear with points pointtype 6 pointsize 0.7 linewidth 1.2 linecolor rgb '{0}'",
      dark_line);
  if (plane.baseline_cost) script += fmt::format(", $baseline with points {}", baseline_marker());
  return script + "\n";
}

}  // namespace

Figure cost_gain_figure(const CostGainPlane& plane) {
  check(plane);
  const NumberedPlane axes = axes_of(plane);
  std::vector<std::array<double, 2>> points;
  for (const CostGainPoint& arm : plane.arms) points.push_back({arm.cost, arm.gain});
  return axes.figure(points, obstacles_of(plane, axes), plot_of(plane));
}

}  // namespace pinna::report
