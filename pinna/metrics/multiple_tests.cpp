#include "pinna/metrics/multiple_tests.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

/// Indices of the values, the smallest first.
std::vector<size_t> ascending_order(std::span<const double> p) {
  for (const double value : p)
    if (!(value >= 0 && value <= 1))
      throw core::InvalidOptions({.what = "p value of a family",
                                  .got = fmt::format("{}", value),
                                  .expected = "a number from 0 to 1"});
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return p[a] < p[b]; });
  return order;
}

}  // namespace

std::vector<double> holm(std::span<const double> p) {
  const auto order = ascending_order(p);
  std::vector<double> adjusted(p.size());
  double largest = 0;
  for (size_t i = 0; i < order.size(); ++i) {
    largest = std::max(largest, static_cast<double>(order.size() - i) * p[order[i]]);
    adjusted[order[i]] = std::min(1.0, largest);
  }
  return adjusted;
}

std::vector<double> benjamini_hochberg(std::span<const double> p) {
  const auto order = ascending_order(p);
  std::vector<double> adjusted(p.size());
  double smallest = 1;
  for (size_t i = order.size(); i-- > 0;) {
    const double scale = static_cast<double>(order.size()) / static_cast<double>(i + 1);
    smallest = std::min(smallest, scale * p[order[i]]);
    adjusted[order[i]] = smallest;
  }
  return adjusted;
}

}  // namespace pinna::metrics
