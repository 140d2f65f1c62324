#include "pinna/report/spectrogram_grid.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/colour_map.h"

namespace pinna::report {
namespace {

/// Columns beyond this are averaged away: more than the dots a panel gets on paper.
constexpr int64_t max_columns = 220;

void check(const SpectrogramPanel& panel) {
  const features::FeatureMatrix& values = panel.values;
  const bool has_shape = values.bins > 1 && values.frames > 0 && panel.seconds > 0 &&
                         static_cast<int64_t>(panel.bin_hz.size()) == values.bins;
  const bool is_finite = std::all_of(values.values.begin(), values.values.end(),
                                     [](float value) { return std::isfinite(value); });
  if (!has_shape || !is_finite)
    throw core::InvalidOptions(
        {.what = fmt::format("spectrogram \"{}\"", panel.title),
         .got = is_finite ? fmt::format("[{}, {}] of {} s with {} bin frequencies", values.bins,
                                        values.frames, panel.seconds, panel.bin_hz.size())
                          : "values that are not finite",
         .expected = "at least two bins, one frame, a length and a frequency for every bin"});
}

/// The values that the ends of the colour scale stand for.
struct ValueRange {
  double low;
  double high;
};

ValueRange range_of(std::span<const SpectrogramPanel> panels, double range_db) {
  float low = panels[0].values.values[0];
  float high = low;
  for (const SpectrogramPanel& panel : panels) {
    const auto [least, most] =
        std::minmax_element(panel.values.values.begin(), panel.values.values.end());
    low = std::min(low, *least);
    high = std::max(high, *most);
  }
  const double top = std::max<double>(high, low + 1e-3);
  return {std::max<double>(low, top - range_db), top};
}

/// Means over neighbouring frames as bytes, 0 for the low end of the range: row by row, lowest bin
/// first, as gnuplot's binary arrays want them.
std::string pixels(const features::FeatureMatrix& values, int64_t columns, ValueRange range) {
  std::string bytes;
  for (int64_t bin = 0; bin < values.bins; ++bin) {
    const auto row = values.row(bin);
    for (int64_t column = 0; column < columns; ++column) {
      const int64_t begin = column * values.frames / columns;
      const int64_t end = std::max(begin + 1, (column + 1) * values.frames / columns);
      double sum = 0;
      for (int64_t i = begin; i < end; ++i) sum += row[static_cast<size_t>(i)];
      const double share =
          (sum / static_cast<double>(end - begin) - range.low) / (range.high - range.low);
      bytes += static_cast<char>(std::lround(255 * std::clamp(share, 0.0, 1.0)));
    }
  }
  return bytes;
}

/// The bin coordinate at which a frequency lies, between bin centres by interpolation.
double bin_of(const std::vector<double>& bin_hz, double hz) {
  const auto above = std::lower_bound(bin_hz.begin(), bin_hz.end(), hz);
  if (above == bin_hz.begin()) return 0;
  const auto below = above - 1;
  return static_cast<double>(below - bin_hz.begin()) + (hz - *below) / (*above - *below);
}

enum class TickLabels { shown, hidden };

/// Round frequencies at a distance that leaves room for their labels.
std::string frequency_ticks(const std::vector<double>& bin_hz, TickLabels labels) {
  constexpr double least_distance = 0.11;
  std::string list;
  double last = -1;
  for (const double khz : {0.1, 0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0}) {
    if (khz * 1000 < bin_hz.front() || khz * 1000 > bin_hz.back()) continue;
    const double bin = bin_of(bin_hz, khz * 1000);
    if (last >= 0 && bin - last < least_distance * static_cast<double>(bin_hz.size())) continue;
    list += fmt::format("{}'{}' {:.3f}", list.empty() ? "" : ", ",
                        labels == TickLabels::shown ? fmt::format("{:g}", khz) : "", bin);
    last = bin;
  }
  return list;
}

struct Grid {
  int64_t columns;
  int64_t rows;
};

Grid grid_for(int64_t count) {
  const int64_t columns = count <= 3 ? count : count <= 8 ? 4 : 5;
  return {columns, (count + columns - 1) / columns};
}

/// Where panels stand on the page, in shares of it.
struct Page {
  Grid grid;
  double width_cm, height_cm;
  static constexpr double left_cm = 1.5, right_cm = 1.9, bottom_cm = 1.2, top_cm = 0.6;
  static constexpr double gap_x_cm = 0.25, gap_y_cm = 0.62, panel_cm = 2.1, max_bar_cm = 5;

  static Page for_panels(int64_t count) {
    const Grid grid = grid_for(count);
    return {grid, 17,
            top_cm + bottom_cm + static_cast<double>(grid.rows) * (panel_cm + gap_y_cm) - gap_y_cm};
  }
  std::string margins(int64_t index) const {
    const double column = static_cast<double>(index % grid.columns);
    const double row = static_cast<double>(index / grid.columns);
    const auto columns = static_cast<double>(grid.columns);
    const double panel_width = (width_cm - left_cm - right_cm - (columns - 1) * gap_x_cm) / columns;
    const double left = left_cm + column * (panel_width + gap_x_cm);
    const double top = height_cm - top_cm - row * (panel_cm + gap_y_cm);
    return fmt::format(
        "set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}\n"
        "set tmargin at screen {:.5f}\nset bmargin at screen {:.5f}\n",
        left / width_cm, (left + panel_width) / width_cm, top / height_cm,
        (top - panel_cm) / height_cm);
  }
  std::string colour_bar() const {
    const double bar_cm = std::min(max_bar_cm, height_cm - bottom_cm - top_cm);
    return fmt::format(
        "set colorbox user origin screen {:.5f},{:.5f} size screen {:.5f},{:.5f} noborder\n",
        1 - (right_cm - 0.3) / width_cm, (height_cm - top_cm - bar_cm) / height_cm, 0.28 / width_cm,
        bar_cm / height_cm);
  }
};

/// A round step that gives two to four ticks.
double time_step(double seconds) {
  const double power = std::pow(10, std::floor(std::log10(seconds / 2)));
  for (const double factor : {5.0, 2.0})
    if (2 * factor * power <= seconds) return factor * power;
  return power;
}

/// One panel: place, ticks with labels only at the left and lower edge of the grid, pixels.
std::string panel_script(const SpectrogramPanel& panel, int64_t index, int64_t count,
                         const Page& page, ValueRange range) {
  const int64_t columns = std::clamp<int64_t>(panel.values.frames, 2, max_columns);
  const bool is_leftmost = index % page.grid.columns == 0;
  const bool is_lowest = index + page.grid.columns >= count;
  const double step = panel.seconds / static_cast<double>(columns);
  std::string script = page.margins(index);
  script += fmt::format("set title {} offset 0,-0.7\n", gnuplot_text(display_name(panel.title)));
  script += fmt::format(
      "set xrange [0:{}]\nset xtics {:g}\nset yrange [-0.5:{}]\nset ytics ({})\n", panel.seconds,
      time_step(panel.seconds), static_cast<double>(panel.values.bins) - 0.5,
      frequency_ticks(panel.bin_hz, is_leftmost ? TickLabels::shown : TickLabels::hidden));
  script += is_leftmost ? "set ylabel 'frequency [kHz]' offset 0.4,0\n" : "unset ylabel\n";
  script += is_lowest ? "set format x '%g'\nset xlabel 'time [s]' offset 0,0.5\n"
                      : "set format x ''\nunset xlabel\n";
  script += fmt::format(
      "plot '-' binary array=({},{}) dx={:.6g} dy=1 origin=({:.6g},0) format='%uchar' "
      "using ({:.6g}+$1*{:.6g}) with image\n",
      columns, panel.values.bins, step, step / 2, range.low, (range.high - range.low) / 255);
  return script + pixels(panel.values, columns, range) + "unset colorbox\n";
}

}  // namespace

Figure spectrogram_grid(std::span<const SpectrogramPanel> panels, const std::string& value_unit,
                        double range_db) {
  if (panels.empty())
    throw core::InvalidOptions(
        {.what = "grid of spectrograms", .got = "no panels", .expected = "at least one"});
  for (const SpectrogramPanel& panel : panels) check(panel);
  const auto count = static_cast<int64_t>(panels.size());
  const Page page = Page::for_panels(count);
  const ValueRange range = range_of(panels, range_db);
  std::string script = palette_command(viridis);
  script += fmt::format(
      "set border 15 linewidth 0.5\nset tics scale 0.3\nunset key\n"
      "set cbrange [{:.3f}:{:.3f}]\nset cblabel {} offset 1,0\n{}set multiplot\n",
      range.low, range.high, gnuplot_text(value_unit), page.colour_bar());
  for (int64_t i = 0; i < count; ++i)
    script += panel_script(panels[static_cast<size_t>(i)], i, count, page, range);
  return {.width_cm = page.width_cm,
          .height_cm = page.height_cm,
          .font_points = 7,
          .script = script + "unset multiplot\n"};
}

}  // namespace pinna::report
