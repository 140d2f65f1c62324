#include "pinna/tracking/histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pinna::tracking {
namespace {

std::vector<double> exponential_limits() {
  std::vector<double> positive;
  for (double limit = 1e-12; limit < 1e20; limit *= 1.1) positive.push_back(limit);
  positive.push_back(std::numeric_limits<double>::max());
  std::vector<double> limits;
  for (auto limit = positive.rbegin(); limit != positive.rend(); ++limit) limits.push_back(-*limit);
  limits.push_back(0);
  limits.insert(limits.end(), positive.begin(), positive.end());
  return limits;
}

std::vector<double> finite(std::span<const float> values) {
  std::vector<double> kept;
  for (const float value : values)
    if (std::isfinite(value)) kept.push_back(value);
  return kept;
}

Histogram moments(const std::vector<double>& values) {
  Histogram histogram;
  if (values.empty()) return histogram;
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  histogram.min = *least;
  histogram.max = *greatest;
  histogram.count = static_cast<double>(values.size());
  for (const double value : values) {
    histogram.sum += value;
    histogram.sum_of_squares += value * value;
  }
  return histogram;
}

}  // namespace

Histogram exponential_histogram(std::span<const float> values) {
  static const std::vector<double> limits = exponential_limits();
  const std::vector<double> kept = finite(values);
  Histogram histogram = moments(kept);
  std::vector<double> counts(limits.size());
  for (const double value : kept)
    ++counts[static_cast<size_t>(std::upper_bound(limits.begin(), limits.end(), value) -
                                 limits.begin())];
  for (size_t i = 0; i < limits.size(); ++i) {
    const bool continues_empty_row =
        counts[i] == 0 && !histogram.counts.empty() && histogram.counts.back() == 0;
    if (continues_empty_row) {
      histogram.limits.back() = limits[i];
    } else {
      histogram.limits.push_back(limits[i]);
      histogram.counts.push_back(counts[i]);
    }
  }
  return histogram;
}

Histogram uniform_histogram(std::span<const float> values, int num_buckets) {
  const std::vector<double> kept = finite(values);
  Histogram histogram = moments(kept);
  const bool is_flat = histogram.min == histogram.max;
  const double low = is_flat ? histogram.min - 0.5 : histogram.min;
  const double width = (is_flat ? 1 : histogram.max - histogram.min) / num_buckets;
  for (int i = 0; i <= num_buckets; ++i) histogram.limits.push_back(low + i * width);
  histogram.counts.assign(static_cast<size_t>(num_buckets), 0);
  for (const double value : kept) {
    const auto bucket = static_cast<size_t>(std::max(0.0, (value - low) / width));
    ++histogram.counts[std::min(bucket, histogram.counts.size() - 1)];
  }
  return histogram;
}

}  // namespace pinna::tracking
