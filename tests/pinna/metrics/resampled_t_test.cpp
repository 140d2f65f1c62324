#include "pinna/metrics/resampled_t.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

TEST(ResampledT, HandComputed) {
  // Mean 2, variance 1, three differences: standard error sqrt(1/3 + 1/2) with ratio 1/2.
  const auto test = corrected_resampled_t(std::array{1.0, 2.0, 3.0}, 0.5);
  ASSERT_TRUE(test);
  EXPECT_NEAR(test->standard_error, std::sqrt(5.0 / 6), 1e-14);
  EXPECT_NEAR(test->t, 2 / std::sqrt(5.0 / 6), 1e-14);
  // Student's t with 2 degrees of freedom: p = 1 - t / sqrt(t^2 + 2).
  EXPECT_NEAR(test->p, 1 - test->t / std::sqrt(test->t * test->t + 2), 1e-12);
  EXPECT_NEAR((test->interval.low + test->interval.high) / 2, 2, 1e-12);
  EXPECT_NEAR(test->interval.high - 2, 4.30265272974946 * test->standard_error, 1e-9);
}

TEST(ResampledT, IsWiderThanTheNaiveInterval) {
  const std::array differences{0.01, 0.03, 0.02, 0.05, 0.0};
  const auto test = corrected_resampled_t(differences, 0.25);
  const auto naive = estimate_mean(differences);
  EXPECT_NEAR((test->interval.high - test->mean) / (naive.interval->high - naive.mean),
              std::sqrt((0.2 + 0.25) / 0.2), 1e-12);
}

TEST(ResampledT, UnknownSpreadGivesNoTest) {
  EXPECT_FALSE(corrected_resampled_t(std::array{0.1}, 0.25));
  EXPECT_FALSE(corrected_resampled_t(std::array{0.1, 0.1, 0.1}, 0.25));
  EXPECT_FALSE(corrected_resampled_t({}, 0.25));
  EXPECT_THROW(corrected_resampled_t(std::array{0.1, 0.2}, 0), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
