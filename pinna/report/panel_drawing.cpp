#include "pinna/report/panel_drawing.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "pinna/report/curve.h"
#include "pinna/report/figure.h"

namespace pinna::report {
namespace {

/// Dots of a picture: more than a printer shows in a centimetre.
constexpr double columns_per_cm = 80;
constexpr double rows_per_cm = 150;
constexpr double cm_per_point = 2.54 / 72;
/// Between neighbouring labels, in font sizes.
constexpr double line_spacing = 1.35;
constexpr double time_label_cm = 1.3;
/// Marks, the gap between marks and labels, and the one to the title of the axis.
constexpr double tick_gap_cm = 0.3;

double frame_seconds(const FeaturePanel& panel) {
  return panel.frame_seconds > 0 ? panel.frame_seconds
                                 : panel.seconds / static_cast<double>(panel.values.frames);
}

/// Evenly shared frames begin at 0 with their left edge.
double first_frame(const FeaturePanel& panel) {
  return panel.frame_seconds > 0 ? panel.first_frame : frame_seconds(panel) / 2;
}

/// Frames that overlap a stretch of time, at least one.
std::pair<int64_t, int64_t> frames_within(const FeaturePanel& panel, ValueRange seconds) {
  const auto index = [&](double time) {
    return static_cast<int64_t>(std::floor((time - first_frame(panel)) / frame_seconds(panel)));
  };
  const int64_t begin = std::clamp<int64_t>(index(seconds.low), 0, panel.values.frames - 1);
  const int64_t end = std::clamp<int64_t>(index(seconds.high) + 2, begin + 1, panel.values.frames);
  return {begin, end};
}

std::string time_axis(const PanelLook& look) {
  const double width_cm = look.place.right - look.place.left;
  std::string script = fmt::format(
      "set xrange [{:.8g}:{:.8g}]\nset xtics {:g}\n", look.seconds.low, look.seconds.high,
      round_step(look.seconds.high - look.seconds.low, width_cm / time_label_cm));
  script += look.time_labels == Labels::shown
                ? "set format x '%g'\nset xlabel 'time [s]' offset 0,0.4\n"
                : "set format x ''\nunset xlabel\n";
  return script;
}

RowAxis rows_of(const FeaturePanel& panel, const PanelLook& look) {
  const double label_cm = look.font_points * cm_per_point * line_spacing;
  return row_axis(
      panel.axis, panel.values.bins,
      label_cm / (look.place.top - look.place.bottom) * static_cast<double>(panel.values.bins));
}

RowAxis values_of(const FeaturePanel& panel, const PanelLook& look) {
  const double height_cm = look.place.top - look.place.bottom;
  const double step =
      round_step(look.values.high - look.values.low, std::clamp(height_cm / 0.55, 2.0, 8.0));
  RowAxis axis{.title = axis_title(panel.axis.quantity, panel.value_unit)};
  for (double i = std::ceil(look.values.low / step - 1e-9);
       i * step <= look.values.high + 1e-9 * step; ++i)
    axis.ticks.push_back({i * step, fmt::format("{:.6g}", i * step)});
  return axis;
}

RowAxis left_axis(const FeaturePanel& panel, const PanelLook& look) {
  return panel.is_curve() ? values_of(panel, look) : rows_of(panel, look);
}

double widest_label_cm(const RowAxis& axis, double font_points) {
  double widest = 0;
  for (const AxisTick& tick : axis.ticks)
    widest = std::max(widest, text_width_cm(tick.label, font_points));
  return widest;
}

/// The title of the left axis beside the widest label, in two lines where one is too long.
std::string left_title(const RowAxis& axis, const PanelLook& look) {
  const double height_cm = look.place.top - look.place.bottom;
  std::string text = gnuplot_text(axis.title);
  const size_t bracket = axis.title.rfind(" [");
  if (text_width_cm(axis.title, look.font_points) > height_cm && bracket != std::string::npos)
    text = fmt::format("{}.\"\\n\".{}", gnuplot_text(axis.title.substr(0, bracket)),
                       gnuplot_text(axis.title.substr(bracket + 1)));
  return fmt::format("set ylabel {} offset 0.9,0\n", text);
}

std::string picture(const FeaturePanel& panel, const PanelLook& look) {
  const auto [begin, end] = frames_within(panel, look.seconds);
  const double dx = frame_seconds(panel);
  const PanelPlace& place = look.place;
  return fmt::format("set yrange [-0.5:{}]\n", static_cast<double>(panel.values.bins) - 0.5) +
         fmt::format("set cbrange [{0:.8g}:{1:.8g}]\n", look.values.low, look.values.high) +
         raster_plot({.values = panel.values,
                      .first_frame = begin,
                      .num_frames = end - begin,
                      .x = first_frame(panel) + static_cast<double>(begin) * dx,
                      .dx = dx},
                     look.values, std::llround(columns_per_cm * (place.right - place.left)),
                     std::llround(rows_per_cm * (place.top - place.bottom)));
}

std::string curve(const FeaturePanel& panel, const PanelLook& look) {
  const auto [begin, end] = frames_within(panel, look.seconds);
  const double dx = frame_seconds(panel);
  return fmt::format("set yrange [{:.8g}:{:.8g}]\n", look.values.low, look.values.high) +
         curve_plot({.values = panel.values.row(0).subspan(static_cast<size_t>(begin),
                                                           static_cast<size_t>(end - begin)),
                     .x = first_frame(panel) + static_cast<double>(begin) * dx,
                     .dx = dx,
                     .gaps = panel.has_gaps() ? Gaps::at_zero : Gaps::none},
                    std::llround(columns_per_cm * (look.place.right - look.place.left)));
}

}  // namespace

std::string PanelPlace::margins(double page_width_cm, double page_height_cm) const {
  return fmt::format(
      "set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}\n"
      "set tmargin at screen {:.5f}\nset bmargin at screen {:.5f}\n",
      left / page_width_cm, right / page_width_cm, top / page_height_cm, bottom / page_height_cm);
}

double left_labels_cm(const FeaturePanel& panel, const PanelLook& look) {
  const RowAxis axis = left_axis(panel, look);
  const double line_cm = look.font_points * cm_per_point * line_spacing;
  const bool has_two_lines = left_title(axis, look).find("\\n") != std::string::npos;
  return widest_label_cm(axis, look.font_points) + tick_gap_cm + (has_two_lines ? 2 : 1) * line_cm;
}

std::string panel_script(const FeaturePanel& panel, const PanelLook& look) {
  const RowAxis axis = left_axis(panel, look);
  std::string script = panel.title.empty()
                           ? "unset title\n"
                           : fmt::format("set title {} offset 0,-0.7\n", gnuplot_text(panel.title));
  script += time_axis(look) + ticks_command('y', axis.ticks, look.row_labels);
  script += look.row_labels == Labels::shown ? left_title(axis, look) : "unset ylabel\n";
  return script + (panel.is_curve() ? curve(panel, look) : picture(panel, look));
}

}  // namespace pinna::report
