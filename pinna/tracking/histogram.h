// How values are spread, in the two forms that dashboards want.
#pragma once

#include <span>
#include <vector>

namespace pinna::tracking {

/// Moments and counts of the finite values. Bucket i holds limits[i-1] <= x < limits[i].
struct Histogram {
  double min = 0;
  double max = 0;
  double count = 0;
  double sum = 0;
  double sum_of_squares = 0;
  std::vector<double> limits = {};
  std::vector<double> counts = {};
};

/// TensorFlow's buckets (tensorflow/core/lib/histogram): limits grow by a tenth from 1e-12 to 1e20
/// on both sides of zero; each row of empty buckets is one.
Histogram exponential_histogram(std::span<const float> values);

/// Equal buckets from the least to the greatest value; limits has one more entry than counts, and
/// the last bucket includes its upper limit. Values that are all equal get a span of 1 around them.
Histogram uniform_histogram(std::span<const float> values, int num_buckets);

}  // namespace pinna::tracking
