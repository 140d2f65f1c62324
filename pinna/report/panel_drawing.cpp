#include "pinna/report/panel_drawing.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "pinna/report/curve.h"
#include "pinna/report/figure.h"

namespace pinna::report {
namespace {

/// Dots of a picture: more than a printer shows in a centimetre.
constexpr double columns_per_cm = 80;
constexpr double rows_per_cm = 150;
constexpr double time_label_cm = 1.3;
constexpr double value_label_cm = 0.55;
constexpr double bar_cm = 0.3;
constexpr double bar_gap_cm = 0.25;

/// Frames that overlap a stretch of time, at least one.
std::pair<int64_t, int64_t> frames_within(const FeaturePanel& panel, ValueRange seconds) {
  const auto index = [&](double time) {
    const double frame = std::floor((time - panel.first_frame) / panel.frame_seconds);
    return static_cast<int64_t>(std::clamp(frame, -1.0, static_cast<double>(panel.values.frames)));
  };
  const int64_t begin = std::clamp<int64_t>(index(seconds.low), 0, panel.values.frames - 1);
  const int64_t end = std::clamp<int64_t>(index(seconds.high) + 2, begin + 1, panel.values.frames);
  return {begin, end};
}

std::string time_axis(const PanelLook& look) {
  const double width_cm = look.place.width();
  std::string script = fmt::format(
      "set xrange [{:.8g}:{:.8g}]\nset xtics {:g}\n", look.seconds.low, look.seconds.high,
      round_step(look.seconds.high - look.seconds.low, width_cm / time_label_cm));
  script += look.time_labels == Labels::shown
                ? "set format x '%g'\nset xlabel 'time [s]' offset 0,0.4\n"
                : "set format x ''\nunset xlabel\n";
  return script;
}

RowAxis rows_of(const FeaturePanel& panel, const PanelLook& look) {
  return row_axis(panel.axis, panel.values.bins,
                  line_height_cm(look.font_points) / look.place.height() *
                      static_cast<double>(panel.values.bins));
}

RowAxis values_of(const FeaturePanel& panel, const PanelLook& look) {
  return {.title = axis_title(panel.axis.quantity, panel.value_unit),
          .ticks = value_ticks(look.values.low, look.values.high,
                               std::clamp(look.place.height() / value_label_cm, 2.0, 8.0))};
}

RowAxis left_axis(const FeaturePanel& panel, const PanelLook& look) {
  return panel.is_curve() ? values_of(panel, look) : rows_of(panel, look);
}

std::vector<AxisTick> bar_ticks(const PanelLook& look) {
  return value_ticks(look.values.low, look.values.high, look.place.height() / value_label_cm);
}

/// The numbers of a colour bar and the gap before them.
double bar_labels_cm(const PanelLook& look) {
  return tick_gap_cm + widest_label_cm(bar_ticks(look), look.font_points);
}

/// A block of data for the outlines of a panel, each a piece of its own.
std::string outline_data(const FeaturePanel& panel) {
  std::string text = "$outlines << END\n";
  for (const Outline& line : panel.outlines) {
    for (const auto& [second, row] : line) text += fmt::format("{:.6g} {:.6g}\n", second, row);
    text += "\n";
  }
  return text + "END\n";
}

/// Black on white, so that it shows on dark and light alike.
constexpr std::string_view outline_plots =
    "$outlines using 1:2 with lines linewidth 2.2 linecolor rgb 'white' notitle, "
    "$outlines using 1:2 with lines linewidth 0.9 linecolor rgb 'black' notitle";

std::string picture(const FeaturePanel& panel, const PanelLook& look) {
  const auto [begin, end] = frames_within(panel, look.seconds);
  const double dx = panel.frame_seconds;
  const PanelPlace& place = look.place;
  const bool is_outlined = !panel.outlines.empty();
  return (is_outlined ? outline_data(panel) : "") +
         fmt::format("set yrange [-0.5:{}]\n", static_cast<double>(panel.values.bins) - 0.5) +
         fmt::format("set cbrange [{0:.8g}:{1:.8g}]\n", look.values.low, look.values.high) +
         raster_plot({.values = panel.values,
                      .first_frame = begin,
                      .num_frames = end - begin,
                      .x = panel.first_frame + static_cast<double>(begin) * dx,
                      .dx = dx},
                     look.values, std::llround(columns_per_cm * place.width()),
                     std::llround(rows_per_cm * place.height()), is_outlined ? outline_plots : "");
}

std::string curve(const FeaturePanel& panel, const PanelLook& look) {
  const auto [begin, end] = frames_within(panel, look.seconds);
  const double dx = panel.frame_seconds;
  return fmt::format("set yrange [{:.8g}:{:.8g}]\n", look.values.low, look.values.high) +
         curve_plot({.values = panel.values.row(0).subspan(static_cast<size_t>(begin),
                                                           static_cast<size_t>(end - begin)),
                     .x = panel.first_frame + static_cast<double>(begin) * dx,
                     .dx = dx,
                     .gaps = panel.has_gaps() ? Gaps::at_zero : Gaps::none},
                    std::llround(columns_per_cm * look.place.width()));
}

}  // namespace

double left_labels_cm(const FeaturePanel& panel, const PanelLook& look) {
  const RowAxis axis = left_axis(panel, look);
  return left_title_cm(axis.title, look.place.height(), look.font_points) + tick_gap_cm +
         widest_label_cm(axis.ticks, look.font_points);
}

std::string panel_script(const FeaturePanel& panel, const PanelLook& look, PageSize page) {
  const RowAxis axis = left_axis(panel, look);
  std::string script = look.place.margins(page);
  script += panel.title.empty()
                ? "unset title\n"
                : fmt::format("set title {} offset 0,-0.7\n", gnuplot_text(panel.title));
  script += time_axis(look) + ticks_command("y", axis.ticks, look.row_labels);
  script += look.row_labels == Labels::shown
                ? left_title(axis.title, look.place, page, look.font_points)
                : "unset label 1\n";
  return script + (panel.is_curve() ? curve(panel, look) : picture(panel, look));
}

double colour_bar_cm(const PanelLook& look, const std::string& unit) {
  return bar_gap_cm + bar_cm + bar_labels_cm(look) +
         (unit.empty() ? 0 : line_height_cm(look.font_points)) + page_margin_cm;
}

std::string colour_bar(const PanelLook& look, const std::string& unit, PageSize page) {
  const PanelPlace& place = look.place;
  const double left = place.right + bar_gap_cm;
  const double unit_x = left + bar_cm + bar_labels_cm(look) + line_height_cm(look.font_points) / 2;
  return fmt::format(
             "set colorbox user origin screen {:.5f},{:.5f} size screen {:.5f},{:.5f} noborder\n"
             "set label 2 {} at screen {:.5f},{:.5f} center rotate by 90\n",
             left / page.width_cm, place.bottom / page.height_cm, bar_cm / page.width_cm,
             place.height() / page.height_cm, gnuplot_text(unit), unit_x / page.width_cm,
             (place.bottom + place.top) / 2 / page.height_cm) +
         ticks_command("cb", bar_ticks(look), Labels::shown);
}

}  // namespace pinna::report
