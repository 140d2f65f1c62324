#include "pinna/metrics/mcnemar.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

/// Twice the smaller tail, by summing binomial coefficients.
double summed_p(int64_t fewer, int64_t n) {
  double coefficient = 1;
  double tail = 0;
  for (int64_t k = 0; k <= fewer; ++k) {
    tail += coefficient;
    coefficient *= static_cast<double>(n - k) / static_cast<double>(k + 1);
  }
  return std::min(1.0, 2 * tail * std::exp2(-static_cast<double>(n)));
}

TEST(McNemar, HandComputedTables) {
  // 1 + 6 + 15 of 64 on each side of 4 : 2; 1 of 32 on each side of 5 : 0.
  EXPECT_NEAR(mcnemar(4, 2).p, 44.0 / 64, 1e-14);
  EXPECT_NEAR(mcnemar(4, 2).mid_p, 29.0 / 64, 1e-14);
  EXPECT_NEAR(mcnemar(5, 0).p, 0.0625, 1e-15);
  EXPECT_NEAR(mcnemar(5, 0).mid_p, 0.03125, 1e-15);
  EXPECT_EQ(mcnemar(3, 3).p, 1);
  EXPECT_NEAR(mcnemar(3, 3).mid_p, 1, 1e-12);
}

TEST(McNemar, NoDiscordantClipsSayNothing) {
  EXPECT_EQ(mcnemar(0, 0), McNemarTest{});
}

RC_GTEST_PROP(McNemar, EqualsTheSumOfCoefficientsAndIsSymmetric, ()) {
  const auto first = *rc::gen::inRange<int64_t>(0, 60);
  const auto second = *rc::gen::inRange<int64_t>(0, 60);
  const McNemarTest test = mcnemar(first, second);
  RC_ASSERT(std::abs(test.p - summed_p(std::min(first, second), first + second)) < 1e-12);
  RC_ASSERT(test.p == mcnemar(second, first).p);
  RC_ASSERT(test.mid_p <= test.p && test.p <= 1 && test.p >= test.floor * (1 - 1e-12));
}

TEST(McNemar, CountsClipsThatOnlyOneGetsRight) {
  const std::array<char, 6> first{1, 1, 1, 0, 0, 1};
  const std::array<char, 6> second{1, 0, 0, 1, 0, 0};
  const McNemarTest test = mcnemar(first, second);
  EXPECT_EQ(test.only_first, 3);
  EXPECT_EQ(test.only_second, 1);
  EXPECT_THROW(mcnemar(first, std::array<char, 1>{1}), core::InvalidOptions);
  EXPECT_THROW(mcnemar(-1, 2), core::InvalidOptions);
}

TEST(McNemar, LeastSurplusIsWhereTheTestTurns) {
  EXPECT_EQ(mcnemar_least_surplus(20, 0.05), 10);   // 15 : 5
  EXPECT_EQ(mcnemar_least_surplus(120, 0.05), 24);  // 72 : 48
  EXPECT_EQ(mcnemar_least_surplus(5, 0.05), std::nullopt);
  EXPECT_EQ(mcnemar_least_surplus(6, 0.05), 6);
  EXPECT_EQ(mcnemar_least_surplus(0, 0.05), std::nullopt);
  EXPECT_GT(mcnemar(14, 6).p, 0.05);
}

}  // namespace
}  // namespace pinna::metrics
