#include "pinna/tracking/histogram.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pinna::tracking {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

TEST(ExponentialHistogram, MomentsLeaveOutWhatIsNotFinite) {
  const std::vector<float> values{1, -2, kNaN, 4, kInfinity};
  const Histogram histogram = exponential_histogram(values);
  EXPECT_EQ(histogram.min, -2);
  EXPECT_EQ(histogram.max, 4);
  EXPECT_EQ(histogram.count, 3);
  EXPECT_EQ(histogram.sum, 3);
  EXPECT_EQ(histogram.sum_of_squares, 21);
}

TEST(ExponentialHistogram, LimitsAreTensorFlows) {
  // 1 lies in the bucket below 1e-12 * 1.1^290; the empty buckets on either side are one each.
  const std::vector<float> one{1};
  const Histogram histogram = exponential_histogram(one);
  double limit = 1e-12;
  while (limit <= 1) limit *= 1.1;
  EXPECT_THAT(histogram.counts, testing::ElementsAre(0, 1, 0));
  EXPECT_EQ(histogram.limits[1], limit);
  EXPECT_EQ(histogram.limits[2], std::numeric_limits<double>::max());
}

TEST(ExponentialHistogram, OfNothingHasOneEmptyBucket) {
  EXPECT_THAT(exponential_histogram({}).counts, testing::ElementsAre(0));
}

RC_GTEST_PROP(ExponentialHistogram, EveryValueLiesInItsBucket, (std::vector<float> values)) {
  std::erase_if(values, [](float value) { return !std::isfinite(value); });
  const Histogram histogram = exponential_histogram(values);
  for (size_t i = 0; i < histogram.counts.size(); ++i) {
    const double low = i ? histogram.limits[i - 1] : -std::numeric_limits<double>::infinity();
    const auto inside = std::count_if(values.begin(), values.end(), [&](double value) {
      return low <= value && value < histogram.limits[i];
    });
    RC_ASSERT(static_cast<double>(inside) == histogram.counts[i]);
  }
}

TEST(UniformHistogram, CountsAndLimits) {
  const std::vector<float> values{0, 1, 1, 3, 4, kNaN};
  const Histogram histogram = uniform_histogram(values, 4);
  EXPECT_THAT(histogram.limits, testing::ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(histogram.counts, testing::ElementsAre(1, 2, 0, 2));
}

TEST(UniformHistogram, EqualValuesGetASpanOfOne) {
  const std::vector<float> values{2, 2};
  const Histogram histogram = uniform_histogram(values, 2);
  EXPECT_THAT(histogram.limits, testing::ElementsAre(1.5, 2, 2.5));
  EXPECT_EQ(histogram.counts[0] + histogram.counts[1], 2);
}

}  // namespace
}  // namespace pinna::tracking
