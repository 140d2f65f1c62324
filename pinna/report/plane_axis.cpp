#include "pinna/report/plane_axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "pinna/report/figure.h"

namespace pinna::report {
namespace {

constexpr double margin_share = 0.07;

std::string raised(int exponent) {
  constexpr std::array<std::string_view, 10> digits{"⁰", "¹", "²", "³", "⁴",
                                                    "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = exponent < 0 ? "⁻" : "";
  for (const char digit : fmt::to_string(std::abs(exponent)))
    text += digits[static_cast<size_t>(digit - '0')];
  return text;
}

std::string number_text(int factor, int exponent) {
  if (exponent >= -3 && exponent < 5) return fmt::format("{:g}", factor * std::pow(10, exponent));
  return (factor == 1 ? "10" : fmt::format("{}·10", factor)) + raised(exponent);
}

std::vector<AxisTick> ticks_of(const std::vector<int>& factors, double low, double high,
                               int every) {
  std::vector<AxisTick> ticks;
  const int last = static_cast<int>(std::floor(std::log10(high)));
  for (int exponent = static_cast<int>(std::floor(std::log10(low))); exponent <= last; ++exponent)
    for (const int factor : factors) {
      const double value = factor * std::pow(10, exponent);
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9) && exponent % every == 0)
        ticks.push_back({value, number_text(factor, exponent)});
    }
  return ticks;
}

}  // namespace

double PlaneAxis::fraction(double value) const {
  return scale == AxisScale::linear ? (value - low) / (high - low)
                                    : std::log(value / low) / std::log(high / low);
}

std::vector<AxisTick> PlaneAxis::ticks(double parts) const {
  return scale == AxisScale::linear ? value_ticks(low, high, parts) : log_ticks(low, high, parts);
}

std::string PlaneAxis::commands(const std::string& axis, double parts) const {
  return fmt::format("{0}set {1}range [{2:.8g}:{3:.8g}]\n{4}",
                     scale == AxisScale::linear ? "" : "set logscale " + axis + "\n", axis, low,
                     high, ticks_command(axis, ticks(parts), Labels::shown));
}

PlaneAxis axis_around(const std::vector<double>& values, AxisScale scale) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  if (scale == AxisScale::logarithmic) {
    const double factor = *high > *low ? std::pow(*high / *low, margin_share) : 1.5;
    return {*low / factor, *high * factor, scale};
  }
  const double margin =
      *high > *low ? margin_share * (*high - *low) : std::max(1e-6, 0.1 * std::abs(*high));
  return {*low - margin, *high + margin, scale};
}

std::vector<AxisTick> log_ticks(double low, double high, double parts) {
  std::vector<AxisTick> ticks = ticks_of({1, 2, 5}, low, high, 1);
  for (int every = 1; std::ssize(ticks) > static_cast<ptrdiff_t>(parts) + 1; ++every)
    ticks = ticks_of({1}, low, high, every);
  return ticks.size() < 2 ? value_ticks(low, high, parts) : ticks;
}

}  // namespace pinna::report
