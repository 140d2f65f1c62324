#include "pinna/dsp/running_median.h"

#include <algorithm>
#include <string>

#include "pinna/core/error.h"
#include "pinna/dsp/scratch.h"

namespace pinna::dsp {
namespace {

using Exchange = MedianNetwork::Exchange;

constexpr int64_t largest_kernel = 1023;

/// Batcher's odd-even merge sort of any number of values.
std::vector<Exchange> sorting_network(int64_t size) {
  std::vector<Exchange> network;
  for (int64_t run = 1; run < size; run *= 2)
    for (int64_t distance = run; distance >= 1; distance /= 2)
      for (int64_t start = distance % run; start + distance < size; start += 2 * distance)
        for (int64_t i = start; i < std::min(start + distance, size - distance); ++i)
          if (i / (2 * run) == (i + distance) / (2 * run))
            network.push_back({static_cast<int16_t>(i), static_cast<int16_t>(i + distance)});
  return network;
}

/// The exchanges that have a way to the middle two values.
std::vector<Exchange> selection_network(int64_t size, int64_t low, int64_t high) {
  std::vector<bool> wanted(static_cast<size_t>(std::max<int64_t>(size, high + 1)), false);
  wanted[static_cast<size_t>(low)] = wanted[static_cast<size_t>(high)] = true;
  std::vector<Exchange> needed;
  const std::vector<Exchange> network = sorting_network(size);
  for (auto exchange = network.rbegin(); exchange != network.rend(); ++exchange) {
    const auto a = static_cast<size_t>(exchange->low), b = static_cast<size_t>(exchange->high);
    if (!wanted[a] && !wanted[b]) continue;
    wanted[a] = wanted[b] = true;
    needed.push_back(*exchange);
  }
  std::reverse(needed.begin(), needed.end());
  return needed;
}

}  // namespace

RunningMedian::RunningMedian(int64_t kernel_size, const Kernels& kernels)
    : kernel_size_(kernel_size), kernels_(kernels) {
  if (kernel_size < 1 || kernel_size > largest_kernel)
    throw core::InvalidOptions({.what = "kernel_size",
                                .got = std::to_string(kernel_size),
                                .expected = "1 to " + std::to_string(largest_kernel)});
  const int64_t middle = kernel_size / 2;
  if (kernel_size > 1) exchanges_ = selection_network(kernel_size - 1, middle - 1, middle);
}

void RunningMedian::apply(const float* padded, int64_t count, float* medians) const {
  thread_local Scratch work;
  if (kernel_size_ == 1) {
    std::copy_n(padded, count * kernels_.lanes, medians);
    return;
  }
  kernels_.running_median({.kernel_size = static_cast<int32_t>(kernel_size_),
                           .num_exchanges = static_cast<int32_t>(exchanges_.size()),
                           .exchanges = exchanges_.data()},
                          padded, count,
                          work.floats(MedianNetwork::pairs * (kernel_size_ - 1) * kernels_.lanes),
                          medians);
}

int64_t mirrored_index(int64_t index, int64_t length) {
  const int64_t period = 2 * length;
  const int64_t phase = (index % period + period) % period;
  return phase < length ? phase : period - 1 - phase;
}

}  // namespace pinna::dsp
