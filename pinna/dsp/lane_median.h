// Running medians of columns, one column in each lane.
#pragma once

#include "pinna/dsp/kernels.h"
#include "pinna/dsp/lane_math.h"

namespace pinna::dsp {
namespace {

/// The median of all values with `extra` once the others' middle two are known.
template <int Lanes>
inline Vec<Lanes> between(Vec<Lanes> low, Vec<Lanes> high, Vec<Lanes> extra) {
  const Vec<Lanes> capped = extra < high ? extra : high;
  return larger<Lanes>(low, capped);
}

/// Two neighbouring windows share all rows but one each, so one selection serves both.
template <int Lanes>
void running_median(const MedianNetwork& network, const float* padded, int64_t count, float* work,
                    float* medians) {
  const auto* rows = reinterpret_cast<const Vec<Lanes>*>(padded);
  auto* shared = reinterpret_cast<Vec<Lanes>*>(work);
  auto* output = reinterpret_cast<Vec<Lanes>*>(medians);
  const int64_t num_shared = network.kernel_size - 1;
  const int64_t middle = network.kernel_size / 2;
  for (int64_t row = 0; row < count; row += 2) {
    for (int64_t i = 0; i < num_shared; ++i) shared[i] = rows[row + 1 + i];
    for (int64_t i = 0; i < network.num_exchanges; ++i) {
      Vec<Lanes>& a = shared[network.exchanges[i].low];
      Vec<Lanes>& b = shared[network.exchanges[i].high];
      const Vec<Lanes> low = a < b ? a : b, high = a < b ? b : a;
      a = low;
      b = high;
    }
    const Vec<Lanes> low = shared[middle - 1];
    const Vec<Lanes> high = middle < num_shared ? shared[middle] : splat<Lanes>(3.4e38f);
    output[row] = between<Lanes>(low, high, rows[row]);
    if (row + 1 < count)
      output[row + 1] = between<Lanes>(low, high, rows[row + network.kernel_size]);
  }
}

}  // namespace
}  // namespace pinna::dsp
