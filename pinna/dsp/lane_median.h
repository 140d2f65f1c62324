// Running medians of columns, one column in each lane.
#pragma once

#include "pinna/dsp/kernels.h"
#include "pinna/dsp/lane_vector.h"

namespace pinna::dsp {
namespace {

template <int Lanes>
inline IntVec<Lanes> smaller_of(IntVec<Lanes> a, IntVec<Lanes> b) {
  return a < b ? a : b;
}
template <int Lanes>
inline IntVec<Lanes> larger_of(IntVec<Lanes> a, IntVec<Lanes> b) {
  return a > b ? a : b;
}

/// The medians of the first `count` <= 2 Pairs windows. Two neighbouring windows share all rows but
/// one each, so one selection serves both. Floats that are not negative have the order
/// of their bits.
template <int Lanes, int Pairs>
inline void median_pairs(const MedianNetwork& network, const AliasedInt<Lanes>* rows,
                         AliasedInt<Lanes>* shared, int64_t count, AliasedInt<Lanes>* medians) {
  const int64_t num_shared = network.kernel_size - 1;
  const int64_t middle = network.kernel_size / 2;
  for (int64_t i = 0; i < num_shared; ++i)
    for (int p = 0; p < Pairs; ++p) shared[i * Pairs + p] = rows[2 * p + 1 + i];
  for (int64_t i = 0; i < network.num_exchanges; ++i) {
    AliasedInt<Lanes>* low = shared + network.exchanges[i].low * Pairs;
    AliasedInt<Lanes>* high = shared + network.exchanges[i].high * Pairs;
#pragma GCC unroll 4
    for (int p = 0; p < Pairs; ++p) {
      const IntVec<Lanes> a = low[p], b = high[p];
      low[p] = smaller_of<Lanes>(a, b);
      high[p] = larger_of<Lanes>(a, b);
    }
  }
  for (int p = 0; p < Pairs; ++p) {
    const IntVec<Lanes> low = shared[(middle - 1) * Pairs + p];
    for (int64_t last = 0; last < 2 && 2 * p + last < count; ++last) {
      IntVec<Lanes> extra = rows[2 * p + last * network.kernel_size];
      if (middle < num_shared) extra = smaller_of<Lanes>(extra, shared[middle * Pairs + p]);
      medians[2 * p + last] = larger_of<Lanes>(low, extra);
    }
  }
}

template <int Lanes>
void running_median(const MedianNetwork& network, const float* padded, int64_t count, float* work,
                    float* medians) {
  const auto* rows = reinterpret_cast<const AliasedInt<Lanes>*>(padded);
  auto* shared = reinterpret_cast<AliasedInt<Lanes>*>(work);
  auto* output = reinterpret_cast<AliasedInt<Lanes>*>(medians);
  constexpr int64_t step = 2 * MedianNetwork::pairs;
  int64_t row = 0;
  for (; row + step <= count; row += step)
    median_pairs<Lanes, MedianNetwork::pairs>(network, rows + row, shared, step, output + row);
  for (; row < count; row += 2)
    median_pairs<Lanes, 1>(network, rows + row, shared, count - row, output + row);
}

}  // namespace
}  // namespace pinna::dsp
