#include "pinna/metrics/intervals.h"

#include <array>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

// scipy 1.10.1,
//   python3 -c "from scipy.stats import binomtest as b; print(b(k, n).proportion_ci(l, 'wilson'))"
TEST(Wilson, IntervalsEqualScipy) {
  struct Row {
    double successes;
    int64_t trials;
    double level, low, high;
  };
  for (const Row& row : std::vector<Row>{{8, 10, 0.95, 0.490162471536642, 0.943317848545625},
                                         {0, 20, 0.95, 0, 0.161125158052819},
                                         {20, 20, 0.95, 0.838874841947181, 1},
                                         {1780, 2000, 0.95, 0.87553236952592, 0.902972333594703},
                                         {37, 50, 0.99, 0.559139921586418, 0.86462707438912}}) {
    const Interval interval = wilson_interval(row.successes, row.trials, row.level);
    EXPECT_NEAR(interval.low, row.low, 1e-12);
    EXPECT_NEAR(interval.high, row.high, 1e-12);
  }
}

TEST(Wilson, NoTrialsSayNothing) {
  EXPECT_EQ(wilson_interval(0, 0), (Interval{.low = 0, .high = 1}));
}

TEST(Wilson, ImpossibleCountsAndLevelsAreRefused) {
  EXPECT_THROW(wilson_interval(3, 2), core::InvalidOptions);
  EXPECT_THROW(wilson_interval(-1, 2), core::InvalidOptions);
  EXPECT_THROW(wilson_interval(1, 2, 1.0), core::InvalidOptions);
}

RC_GTEST_PROP(Wilson, IntervalHoldsTheShareAndStaysInRange, ()) {
  const auto trials = *rc::gen::inRange<int64_t>(1, 5000);
  const auto successes = *rc::gen::inRange<int64_t>(0, trials + 1);
  const Interval interval = wilson_interval(static_cast<double>(successes), trials);
  const double share = static_cast<double>(successes) / static_cast<double>(trials);
  RC_ASSERT(interval.low >= 0 && interval.low <= share);
  RC_ASSERT(interval.high <= 1 && interval.high >= share);
}

// numpy and scipy: x = [.88, .905, .8925, .91, .87]; x.mean(), x.std(ddof=1),
//   stats.t.interval(.95, 4, x.mean(), stats.sem(x))
TEST(MeanEstimate, FiveFoldsEqualScipy) {
  const std::array accuracies{0.88, 0.905, 0.8925, 0.91, 0.87};
  const MeanEstimate estimate = estimate_mean(accuracies);
  EXPECT_EQ(estimate.count, 5);
  EXPECT_NEAR(estimate.mean, 0.8915, 1e-12);
  EXPECT_NEAR(estimate.deviation.value(), 0.016733200530681523, 1e-12);
  EXPECT_NEAR(estimate.interval.value().low, 0.8707229873263287, 1e-12);
  EXPECT_NEAR(estimate.interval.value().high, 0.9122770126736715, 1e-12);
}

TEST(MeanEstimate, OneValueHasNoSpread) {
  const MeanEstimate estimate = estimate_mean(std::array{0.5});
  EXPECT_EQ(estimate.mean, 0.5);
  EXPECT_FALSE(estimate.deviation);
  EXPECT_FALSE(estimate.interval);
}

TEST(MeanEstimate, NothingToAverageIsRefused) {
  EXPECT_THROW(estimate_mean({}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
