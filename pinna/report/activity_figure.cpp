#include "pinna/report/activity_figure.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/report/colour_map.h"
#include "pinna/report/curve.h"
#include "pinna/report/panel_place.h"

namespace pinna::report {
namespace {

constexpr double page_width_cm = 17, panel_height_cm = 1.5, title_height_cm = 0.42,
                 axis_height_cm = 0.75, font_points = 7, column_gap_cm = 0.5, side_cm = 0.3;
constexpr int64_t columns = 2, most_points = 900;

/// Grey bands with dark ends, behind the waveform.
std::string bands(const std::vector<events::Event>& list) {
  std::string script;
  int number = 1;
  for (const events::Event& event : list) {
    script += fmt::format(
        "set object {0} rectangle from first {1:.5f}, graph 0 to first {2:.5f}, graph 1 behind "
        "fillcolor rgb '{3}' fillstyle solid noborder\n",
        number, event.onset, event.offset, light_line_faint);
    for (const double time : {event.onset, event.offset})
      script += fmt::format(
          "set arrow from first {0:.5f}, graph 0 to first {0:.5f}, graph 1 nohead "
          "linecolor rgb '{1}' linewidth 0.8\n",
          time, light_line);
    ++number;
  }
  return script;
}

std::string panel(const LabelledClip& clip, const PanelPlace& place, PageSize page, double seconds,
                  bool has_axis) {
  const std::vector<float>& samples = clip.waveform.samples;
  float peak = 1e-9F;
  for (const float sample : samples) peak = std::max(peak, std::abs(sample));
  std::string script = "unset object\nunset arrow\n" + place.margins(page);
  script += fmt::format("set xrange [0:{:.5f}]\nset yrange [-{:.8g}:{:.8g}]\n", seconds,
                        1.05 * peak, 1.05 * peak);
  script += fmt::format("set label 1 {} at graph 0, graph 1 offset character 0, 0.6 left\n",
                        gnuplot_text(clip.id));
  script +=
      has_axis
          ? "set xtics format '%g' scale 0.5 offset 0, 0.5\nset xlabel 'time [s]' offset 0, 1\n"
          : "set xtics format '' scale 0.5\nunset xlabel\n";
  script += bands(clip.events);
  return script +
         curve_plot({.values = samples, .dx = 1.0 / static_cast<double>(clip.waveform.sample_rate)},
                    most_points);
}

}  // namespace

Figure activity_figure(const std::vector<LabelledClip>& clips, double seconds) {
  const int64_t rows = (std::ssize(clips) + columns - 1) / columns;
  const double row_height = panel_height_cm + title_height_cm;
  const PageSize page{.width_cm = page_width_cm,
                      .height_cm = static_cast<double>(rows) * row_height + axis_height_cm};
  const double width =
      (page_width_cm - 2 * side_cm - column_gap_cm * (columns - 1)) / static_cast<double>(columns);
  std::string script = "set multiplot\nunset key\nunset ytics\nset border linewidth 0.5\n";
  for (int64_t i = 0; i < std::ssize(clips); ++i) {
    const int64_t row = i / columns;
    const double left = side_cm + static_cast<double>(i % columns) * (width + column_gap_cm);
    const double top = page.height_cm - static_cast<double>(row) * row_height - title_height_cm;
    script +=
        panel(clips[static_cast<size_t>(i)],
              {.left = left, .right = left + width, .bottom = top - panel_height_cm, .top = top},
              page, seconds, i + columns >= std::ssize(clips));
  }
  return {.width_cm = page.width_cm,
          .height_cm = page.height_cm,
          .font_points = font_points,
          .script = script + "unset multiplot\n"};
}

}  // namespace pinna::report
