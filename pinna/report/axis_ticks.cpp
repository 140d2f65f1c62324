#include "pinna/report/axis_ticks.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "pinna/report/figure.h"

namespace pinna::report {
namespace {

constexpr double hz_per_khz = 1000;

/// The row at which a value lies, between centres by interpolation. `centers` rise.
double row_of(const std::vector<double>& centers, double value) {
  const auto above = std::lower_bound(centers.begin(), centers.end(), value);
  if (above == centers.begin()) return 0;
  if (above == centers.end()) return static_cast<double>(centers.size() - 1);
  const auto below = above - 1;
  return static_cast<double>(below - centers.begin()) + (value - *below) / (*above - *below);
}

bool rises(const std::vector<double>& centers) {
  return std::adjacent_find(centers.begin(), centers.end(), std::greater_equal<>()) ==
         centers.end();
}

bool is_even(const std::vector<double>& centers) {
  const double step = (centers.back() - centers.front()) / static_cast<double>(centers.size() - 1);
  for (size_t i = 1; i < centers.size(); ++i)
    if (std::abs(centers[i] - centers[i - 1] - step) > 1e-3 * step) return false;
  return true;
}

/// Candidates for a warped axis: 1, 2 and 5 times powers of ten, and 0.
std::vector<double> round_values(double low, double high) {
  std::vector<double> values;
  if (low <= 0) values.push_back(0);
  const double least = std::max(low, high * 1e-4);
  for (double power = std::pow(10, std::floor(std::log10(least))); power <= high; power *= 10)
    for (const double factor : {1.0, 2.0, 5.0})
      if (factor * power >= least * (1 - 1e-9) && factor * power <= high * (1 + 1e-9))
        values.push_back(factor * power);
  return values;
}

std::vector<double> even_values(double low, double high, double step) {
  std::vector<double> values;
  for (double i = std::ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; ++i)
    values.push_back(i * step + 0.0);  // never -0
  return values;
}

/// Ticks at those of `values` that leave room for one another. The order says which go first.
std::vector<AxisTick> spaced(const std::vector<double>& values, const std::vector<double>& centers,
                             double scale, double least_distance) {
  std::vector<AxisTick> ticks;
  for (const double value : values) {
    const double row = row_of(centers, value);
    const bool has_room = std::all_of(ticks.begin(), ticks.end(), [&](const AxisTick& tick) {
      return std::abs(tick.at - row) >= least_distance;
    });
    if (has_room) ticks.push_back({row, fmt::format("{:.4g}", value / scale)});
  }
  return ticks;
}

std::vector<AxisTick> center_ticks(const std::vector<double>& centers, double scale,
                                   double least_distance) {
  const double low = centers.front(), high = centers.back();
  const auto rows = static_cast<double>(centers.size());
  if (is_even(centers)) {
    const double step = round_step((high - low) / scale, rows / least_distance) * scale;
    return spaced(even_values(low, high, step), centers, scale, least_distance);
  }
  std::vector<double> values = round_values(low, high);
  // Powers of ten first, then the values between them from the top, where rows are densest.
  std::stable_sort(values.begin(), values.end(), [](double a, double b) {
    const auto is_power = [](double value) {
      return value > 0 && std::abs(std::remainder(std::log10(value), 1.0)) < 1e-6;
    };
    return is_power(a) != is_power(b) ? is_power(a) : a > b;
  });
  return spaced(values, centers, scale, least_distance);
}

std::vector<AxisTick> row_ticks(const features::BinAxis& axis, int64_t rows, double scale,
                                double least_distance) {
  const auto step = static_cast<int64_t>(std::max(
      1.0, axis.names.empty()
               ? round_step(static_cast<double>(rows), static_cast<double>(rows) / least_distance)
               : std::ceil(least_distance)));
  std::vector<AxisTick> ticks;
  for (int64_t row = 0; row < rows; row += step) {
    const auto index = static_cast<size_t>(row);
    ticks.push_back(
        {static_cast<double>(row), index < axis.names.size() ? axis.names[index]
                                   : index < axis.centers.size()
                                       ? fmt::format("{:.3g}", axis.centers[index] / scale)
                                       : std::to_string(row)});
  }
  return ticks;
}

}  // namespace

double round_step(double span, double parts) {
  const double least = span / std::max(parts, 1.0);
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

std::vector<AxisTick> value_ticks(double low, double high, double parts) {
  std::vector<AxisTick> ticks;
  for (const double value : even_values(low, high, round_step(high - low, parts)))
    ticks.push_back({value, fmt::format("{:.6g}", value)});
  return ticks;
}

double widest_label_cm(const std::vector<AxisTick>& ticks, double font_points) {
  double widest = 0;
  for (const AxisTick& tick : ticks)
    widest = std::max(widest, text_width_cm(tick.label, font_points));
  return widest;
}

std::string axis_title(const std::string& quantity, const std::string& unit) {
  return unit.empty() ? quantity : fmt::format("{} [{}]", quantity, unit);
}

RowAxis row_axis(const features::BinAxis& axis, int64_t rows, double least_distance) {
  constexpr size_t few_rows = 9;
  const auto count = static_cast<size_t>(rows);
  const bool has_centers = axis.centers.size() == count && axis.names.empty();
  const bool is_khz = has_centers && axis.unit == "Hz" && axis.centers.back() >= 2 * hz_per_khz;
  const double scale = is_khz ? hz_per_khz : 1;
  RowAxis result{.title = axis_title(axis.quantity, is_khz ? "kHz" : axis.unit)};
  if (has_centers && count > few_rows && rises(axis.centers))
    result.ticks = center_ticks(axis.centers, scale, least_distance);
  else
    result.ticks = row_ticks(axis, rows, scale, least_distance);
  return result;
}

std::string ticks_command(const std::string& axis, const std::vector<AxisTick>& ticks,
                          Labels labels) {
  std::string list;
  for (const AxisTick& tick : ticks)
    list += fmt::format("{}{} {:.8g}", list.empty() ? "" : ", ",
                        labels == Labels::shown ? gnuplot_text(tick.label) : "''", tick.at);
  return fmt::format("set {}tics ({})\n", axis, list);
}

}  // namespace pinna::report
