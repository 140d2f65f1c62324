#include "pinna/report/scatter_figure.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/panel_place.h"

namespace pinna::report {
namespace {

/// gnuplot's point types, filled and open shapes by turns; the circle is kept for errors.
constexpr std::array<int, 13> shapes{5, 8, 13, 2, 11, 4, 9, 12, 15, 1, 10, 14, 3};
/// Dark and light by turns.
constexpr std::array<std::string_view, 10> colours{"#1d4f7c", "#e08a00", "#7a1f5c", "#2e9e6b",
                                                   "#101010", "#5aa7e0", "#a61b1b", "#8a8f1c",
                                                   "#5b3fa0", "#d86a9a"};
constexpr double plot_cm = 10;
constexpr double font_points = 8;
constexpr size_t most_legend_rows = 26;

struct Marker {
  int shape;
  std::string_view colour;
};

/// Unique for 130 classes: the lengths of the lists have no common divisor.
Marker marker_of(size_t target) {
  return {shapes[target % shapes.size()], colours[target % colours.size()]};
}

void check(const Scatter& scatter) {
  if (scatter.points.empty())
    throw core::InvalidOptions(
        {.what = "points to draw", .got = "none", .expected = "at least one"});
  for (const ScatterPoint& point : scatter.points) {
    if (point.target < 0 || point.target >= std::ssize(scatter.labels))
      throw core::InvalidOptions(
          {.what = "class of a point",
           .got = fmt::to_string(point.target),
           .expected = fmt::format("0 to {}", std::ssize(scatter.labels) - 1)});
    if (!std::isfinite(point.x) || !std::isfinite(point.y))
      throw core::InvalidOptions({.what = "place of a point",
                                  .got = fmt::format("({}, {})", point.x, point.y),
                                  .expected = "finite numbers"});
  }
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + std::ssize(values) / 2;
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// "$class3 << END ..." for every class that has points.
std::string data_blocks(const std::map<int64_t, std::vector<ScatterPoint>>& classes) {
  std::string text, errors;
  for (const auto& [target, points] : classes) {
    text += fmt::format("$class{} << END\n", target);
    for (const ScatterPoint& point : points) {
      const std::string line = fmt::format("{:.6g} {:.6g}\n", point.x, point.y);
      text += line;
      if (point.is_error) errors += line;
    }
    text += "END\n";
  }
  return errors.empty() ? text : text + "$errors << END\n" + errors + "END\n";
}

std::string names_at_medians(const Scatter& scatter,
                             const std::map<int64_t, std::vector<ScatterPoint>>& classes) {
  std::string text;
  for (const auto& [target, points] : classes) {
    std::vector<double> x, y;
    for (const ScatterPoint& point : points) {
      x.push_back(point.x);
      y.push_back(point.y);
    }
    text += fmt::format(
        "set label {} at {:.6g},{:.6g} center front font ',6.5' textcolor rgb 'black'\n",
        gnuplot_text(display_name(scatter.labels[static_cast<size_t>(target)])), median(x),
        median(y));
  }
  return text;
}

/// The whole extent with a margin, so that no marker is cut.
std::string ranges(const std::vector<ScatterPoint>& points) {
  std::string text;
  for (const auto& [axis, value] : {std::pair{"x", &ScatterPoint::x}, {"y", &ScatterPoint::y}}) {
    const auto [low, high] =
        std::ranges::minmax_element(points, {}, [value](const auto& p) { return p.*value; });
    const double extent = (*high).*value - (*low).*value;
    const double margin = extent > 0 ? 0.05 * extent : 1;
    text += fmt::format("set {}range [{:.6g}:{:.6g}]\n", axis, (*low).*value - margin,
                        (*high).*value + margin);
  }
  return text;
}

std::string axes(const std::array<std::string, 2>& titles) {
  std::string text;
  for (size_t i = 0; i < 2; ++i) {
    const char axis = i == 0 ? 'x' : 'y';
    text += titles[i].empty() ? fmt::format("unset {0}tics\nunset {0}label\n", axis)
                              : fmt::format("set {}label {}\n", axis, gnuplot_text(titles[i]));
  }
  return text;
}

}  // namespace

Figure scatter_figure(const Scatter& scatter) {
  check(scatter);
  std::map<int64_t, std::vector<ScatterPoint>> classes;
  bool has_errors = false;
  for (const ScatterPoint& point : scatter.points) {
    classes[point.target].push_back(point);
    has_errors |= point.is_error;
  }
  std::string plot;
  double widest_cm = text_width_cm("misclassified", font_points);
  const auto add = [&](const std::string& text) { plot += (plot.empty() ? "plot " : ", ") + text; };
  for (const auto& [target, points] : classes) {
    const Marker marker = marker_of(static_cast<size_t>(target));
    const std::string name = display_name(scatter.labels[static_cast<size_t>(target)]);
    widest_cm = std::max(widest_cm, text_width_cm(name, font_points));
    add(
        fmt::format("$class{} using 1:2 with points pointtype {} pointsize 0.75 linewidth 1 "
                    "linecolor rgb '{}' title {}",
                    target, marker.shape, marker.colour, gnuplot_text(name)));
  }
  if (has_errors)
    add("$errors using 1:2 with points pointtype 6 pointsize 1.6 linewidth 0.8 "
        "linecolor rgb 'black' title 'misclassified'");

  const size_t entries = classes.size() + has_errors;
  const size_t legend_columns = (entries + most_legend_rows - 1) / most_legend_rows;
  const PanelPlace place{.left = 1.5, .right = 1.5 + plot_cm, .bottom = 1.2, .top = 1.2 + plot_cm};
  const PageSize page{
      .width_cm = place.right + 0.4 + static_cast<double>(legend_columns) * (widest_cm + 1.0),
      .height_cm = place.top + (scatter.title.empty() ? 0.3 : 0.8)};
  std::string script = data_blocks(classes) + place.margins(page);
  script += scatter.title.empty()
                ? ""
                : fmt::format("set title {} offset 0,-0.5\n", gnuplot_text(scatter.title));
  script += axes(scatter.axes) + ranges(scatter.points);
  script += fmt::format(
      "set border 15 linewidth 0.5\nset key at screen {:.5f},{:.5f} left top vertical maxrows {} "
      "samplen 0.6 width 1\n",
      (place.right + 0.15) / page.width_cm, place.top / page.height_cm, most_legend_rows);
  if (classes.size() > shapes.size()) script += names_at_medians(scatter, classes);
  return {.width_cm = page.width_cm,
          .height_cm = page.height_cm,
          .font_points = font_points,
          .script = script + plot + "\n"};
}

}  // namespace pinna::report
