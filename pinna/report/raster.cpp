#include "pinna/report/raster.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace pinna::report {
namespace {

/// The cell `index` of `count` equal parts of `size` values; at least one value.
struct Cell {
  int64_t begin, end;
  Cell(int64_t index, int64_t count, int64_t size)
      : begin(index * size / count), end(std::max(begin + 1, (index + 1) * size / count)) {}
};

double mean(const Raster& raster, Cell rows, Cell columns) {
  double sum = 0;
  for (int64_t row = rows.begin; row < rows.end; ++row) {
    const auto values = raster.values.row(row).subspan(static_cast<size_t>(raster.first_frame));
    for (int64_t i = columns.begin; i < columns.end; ++i) sum += values[static_cast<size_t>(i)];
  }
  return sum / static_cast<double>((rows.end - rows.begin) * (columns.end - columns.begin));
}

}  // namespace

std::string raster_plot(const Raster& raster, ValueRange range, int64_t most_columns,
                        int64_t most_rows, std::string_view over) {
  // gnuplot wants at least two of each.
  const int64_t columns = std::clamp<int64_t>(raster.num_frames, 2, most_columns);
  const int64_t rows = std::clamp<int64_t>(raster.values.bins, 2, most_rows);
  const double dx =
      raster.dx * static_cast<double>(raster.num_frames) / static_cast<double>(columns);
  const double dy = static_cast<double>(raster.values.bins) / static_cast<double>(rows);
  const double step = (range.high - range.low) / 255;
  std::string plot = fmt::format(
      "plot '-' binary array=({},{}) dx={:.8g} dy={:.8g} origin=({:.8g},{:.8g}) format='%uchar' "
      "using ({:.8g}+$1*{:.8g}) with image{}{}\n",
      columns, rows, dx, dy, raster.x + (dx - raster.dx) / 2, (dy - 1) / 2, range.low, step,
      over.empty() ? "" : ", ", over);
  plot.reserve(plot.size() + static_cast<size_t>(rows * columns));
  for (int64_t row = 0; row < rows; ++row)
    for (int64_t column = 0; column < columns; ++column) {
      const double value =
          mean(raster, {row, rows, raster.values.bins}, {column, columns, raster.num_frames});
      plot += static_cast<char>(std::lround(std::clamp((value - range.low) / step, 0.0, 255.0)));
    }
  return plot;
}

}  // namespace pinna::report
