#include "pinna/metrics/intervals.h"

#include <array>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

// Student's t: mpmath 1.2.1 at 30 digits, the root t of
//   mpmath.betainc(v / 2, 0.5, 0, v / (v + t * t), regularized=True) / 2 = 1 - p
// (scipy 1.10.1's stats.t.ppf agrees, but with errors up to 3e-9). The others: scipy 1.10.1,
//   python3 -c "from scipy import stats; print(f'{stats.norm.ppf(p):.15g}')"
//   python3 -c "from scipy.stats import binomtest as b; print(b(k, n).proportion_ci(l, 'wilson'))"
TEST(StudentT, QuantilesEqualTheReference) {
  struct Row {
    double p, degrees_of_freedom, quantile;
  };
  for (const Row& row : std::vector<Row>{{0.975, 1, 12.7062047361747},
                                         {0.975, 2, 4.30265272974946},
                                         {0.975, 4, 2.77644510519779},
                                         {0.975, 9, 2.2621571627982},
                                         {0.95, 4, 2.13184678632665},
                                         {0.995, 29, 2.75638590367061},
                                         {0.975, 2.5, 3.57465484200368},
                                         {0.975, 1000, 1.96233908082641},
                                         {1e-06, 3, -103.299467780419},
                                         {0.51, 4, 0.026670618302639}})
    EXPECT_NEAR(student_t_quantile(row.p, row.degrees_of_freedom) / row.quantile, 1, 1e-9)
        << row.p << " with " << row.degrees_of_freedom;
}

TEST(StudentT, OneDegreeOfFreedomIsTheCauchyDistribution) {
  EXPECT_NEAR(student_t_quantile(0.75, 1), 1, 1e-12);
  EXPECT_EQ(student_t_quantile(0.5, 1), 0);
}

RC_GTEST_PROP(StudentT, QuantilesAreSymmetricAndExceedTheNormalOnes, ()) {
  const double p = 0.5 + *rc::gen::inRange(1, 499) / 1000.0;
  const double freedom = *rc::gen::inRange(1, 200);
  const double quantile = student_t_quantile(p, freedom);
  RC_ASSERT(std::abs(quantile + student_t_quantile(1 - p, freedom)) < 1e-9 * (1 + quantile));
  RC_ASSERT(quantile > normal_quantile(p));
}

TEST(Normal, QuantilesEqualScipy) {
  EXPECT_NEAR(normal_quantile(0.975), 1.95996398454005, 1e-12);
  EXPECT_NEAR(normal_quantile(0.995), 2.5758293035489, 1e-12);
  EXPECT_NEAR(normal_quantile(0.5001), 0.000250662830088008, 1e-12);
  EXPECT_NEAR(normal_quantile(1e-10), -6.36134090240406, 1e-12);
}

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
