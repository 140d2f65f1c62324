// Running medians along columns.
#pragma once

#include <cstdint>
#include <vector>

#include "pinna/dsp/kernels.h"

namespace pinna::dsp {

/// The median of kernel_size neighbours; of an even number, the upper of the middle two
/// (scipy.ndimage.median_filter). Values are selected by a sorting network (Batcher, Sorting
/// networks and their applications, 1968) without the comparisons that cannot reach the middle.
class RunningMedian {
 public:
  /// Throws InvalidOptions unless 1 <= kernel_size <= 1023.
  explicit RunningMedian(int64_t kernel_size, const Kernels& kernels = dsp::kernels());

  int64_t kernel_size() const { return kernel_size_; }
  /// Rows that stand before the first window's centre.
  int64_t before() const { return kernel_size_ / 2; }
  const Kernels& kernels() const { return kernels_; }

  /// padded [count + kernel_size - 1, lanes], >= 0 -> medians [count, lanes], 64-byte aligned: row
  /// i is the median of the rows i to i + kernel_size - 1. One object serves any number of threads.
  void apply(const float* padded, int64_t count, float* medians) const;

 private:
  int64_t kernel_size_;
  const Kernels& kernels_;
  std::vector<MedianNetwork::Exchange> exchanges_;
};

/// The row of a signal of `length` that stands at `index` beyond its ends when it is mirrored there
/// with its end values repeated (d c b a | a b c d | d c b a), as scipy's mode reflect.
int64_t mirrored_index(int64_t index, int64_t length);

}  // namespace pinna::dsp
