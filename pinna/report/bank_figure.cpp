#include "pinna/report/bank_figure.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "pinna/report/axis_ticks.h"
#include "pinna/report/panel_drawing.h"
#include "pinna/report/raster.h"

namespace pinna::report {
namespace {

constexpr PageSize page{.width_cm = 15, .height_cm = 9.2};
constexpr double font_points = 8;
constexpr int64_t most_columns = 1000, most_rows = 500;

/// A bank and the distance of its bins.
struct PlacedBank {
  const dsp::BandMatrix& bands;
  double khz_per_bin;

  double khz(int64_t bin) const { return static_cast<double>(bin) * khz_per_bin; }
};

/// The band from the zero below its first weight to the zero above its last.
std::string points(const PlacedBank& bank, const dsp::BandMatrix::Band& band) {
  std::string text = fmt::format("{:.6g} 0\n", bank.khz(std::max<int64_t>(0, band.first_bin - 1)));
  for (int64_t i = 0; i < band.num_bins; ++i)
    text += fmt::format("{:.6g} {:.6g}\n", bank.khz(band.first_bin + i),
                        bank.bands.weights[static_cast<size_t>(band.first_weight + i)]);
  const int64_t last = std::min(bank.bands.num_bins - 1, band.first_bin + band.num_bins);
  return text + fmt::format("{:.6g} 0\n\n", bank.khz(last));
}

/// Two data sets, so that neighbours differ.
std::string lines(const PlacedBank& bank) {
  std::string data[2];
  for (size_t i = 0; i < bank.bands.bands.size(); ++i)
    if (bank.bands.bands[i].num_bins > 0) data[i % 2] += points(bank, bank.bands.bands[i]);
  std::string plot = "plot ";
  std::string blocks;
  for (const auto& [index, colour] : {std::pair{0, dark_line}, std::pair{1, light_line}}) {
    if (data[index].empty()) continue;
    plot += fmt::format("{}'-' using 1:2 with lines linecolor rgb '{}' linewidth 0.7 notitle",
                        blocks.empty() ? "" : ", ", colour);
    blocks += data[index] + "e\n";
  }
  return blocks.empty() ? "plot 0 linecolor rgb 'white' notitle\n" : plot + "\n" + blocks;
}

features::FeatureMatrix matrix_of(const dsp::BandMatrix& bands) {
  features::FeatureMatrix matrix(bands.num_bands(), bands.num_bins);
  matrix.values = bands.dense();
  return matrix;
}

/// Both panels as wide as the labels on either side leave room for.
struct Layout {
  PanelLook lines{.place = {.bottom = 5.2, .top = 8.9}};
  PanelLook picture{.place = {.bottom = 1.05, .top = 4.75}};
  std::vector<AxisTick> weights, rows;

  Layout(ValueRange range, int64_t bands)
      : weights(value_ticks(range.low, range.high, 5)),
        rows(row_axis({.quantity = "band"}, bands, static_cast<double>(bands) / 8).ticks) {
    const double title_cm = left_title_cm("weight", lines.place.height(), font_points);
    const double labels_cm =
        std::max(widest_label_cm(weights, font_points), widest_label_cm(rows, font_points));
    for (PanelLook* look : {&lines, &picture}) {
      look->values = range;
      look->place.left = page_margin_cm + title_cm + tick_gap_cm + labels_cm;
    }
    lines.place.right = picture.place.right = page.width_cm - colour_bar_cm(picture, "weight");
  }
};

}  // namespace

Figure bank_figure(const dsp::BandMatrix& bands, double nyquist_hz, ColourMap colour_map) {
  const features::FeatureMatrix matrix = matrix_of(bands);
  const float peak = *std::max_element(matrix.values.begin(), matrix.values.end());
  const Layout layout({0, peak > 0 ? peak : 1}, matrix.bins);
  const double nyquist_khz = nyquist_hz / 1000;
  const PlacedBank bank{
      bands, nyquist_khz / static_cast<double>(std::max<int64_t>(1, bands.num_bins - 1))};
  const PanelPlace &lines_place = layout.lines.place, &picture_place = layout.picture.place;
  const ValueRange& weights = layout.picture.values;
  std::string script = palette_command(colour_stops(colour_map));
  script += fmt::format(
      "set border 15 linewidth 0.5\nset tics scale 0.3\nunset key\nset multiplot\n"
      "set xrange [0:{:.8g}]\nset xtics {:g}\n",
      nyquist_khz, round_step(nyquist_khz, 12));
  script += lines_place.margins(page) + left_title("weight", lines_place, page, font_points) +
            fmt::format("set format x ''\nset yrange [0:{:.6g}]\n", 1.05 * weights.high) +
            ticks_command("y", layout.weights, Labels::shown) + lines(bank);
  script += picture_place.margins(page) + left_title("band", picture_place, page, font_points) +
            fmt::format(
                "set format x '%g'\nset xlabel 'frequency [kHz]' offset 0,0.4\n"
                "set yrange [-0.5:{}]\nset cbrange [0:{:.6g}]\n",
                static_cast<double>(matrix.bins) - 0.5, weights.high) +
            colour_bar(layout.picture, "weight", page) +
            ticks_command("y", layout.rows, Labels::shown) +
            raster_plot({.values = matrix, .num_frames = matrix.frames, .dx = bank.khz_per_bin},
                        weights, most_columns, most_rows);
  return {.width_cm = page.width_cm,
          .height_cm = page.height_cm,
          .font_points = font_points,
          .script = script + "unset multiplot\n"};
}

}  // namespace pinna::report
