#include "pinna/dsp/running_median.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"
#include "pinna/dsp/scratch.h"

namespace pinna::dsp {
namespace {

void expect_medians(int64_t size, int64_t count, const Kernels& kernels) {
  const int64_t rows = count + size - 1, lanes = kernels.lanes;
  core::Random random(static_cast<uint64_t>(size));
  Scratch padded_scratch, medians_scratch;
  float* padded = padded_scratch.floats(rows * lanes);
  float* medians = medians_scratch.floats(count * lanes);
  for (int64_t i = 0; i < rows * lanes; ++i) padded[i] = static_cast<float>(random.below(20));
  RunningMedian(size, kernels).apply(padded, count, medians);
  for (int64_t row = 0; row < count; ++row) {
    for (int64_t lane = 0; lane < lanes; ++lane) {
      std::vector<float> window;
      for (int64_t i = row; i < row + size; ++i) window.push_back(padded[i * lanes + lane]);
      std::sort(window.begin(), window.end());
      ASSERT_EQ(medians[row * lanes + lane], window[static_cast<size_t>(size / 2)])
          << kernels.name << ", size " << size << ", row " << row;
    }
  }
}

TEST(RunningMedian, IsTheMiddleOfEverySortedWindow) {
  for (const Kernels* kernels : available_kernels())
    for (const int64_t size : {1, 2, 3, 4, 5, 7, 16, 17, 30, 31, 32, 33, 101})
      for (const int64_t count : {1, 2, 37}) expect_medians(size, count, *kernels);
}

TEST(RunningMedian, MirrorsRepeatTheEndValues) {
  const std::vector<int64_t> expected{1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0};
  for (int64_t i = 0; i < 12; ++i)
    EXPECT_EQ(mirrored_index(i - 5, 3), expected[static_cast<size_t>(i)]) << i - 5;
}

TEST(RunningMedian, BadSizesAreRefused) {
  EXPECT_THROW(RunningMedian(0), core::InvalidOptions);
  EXPECT_THROW(RunningMedian(1024), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::dsp
