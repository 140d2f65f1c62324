#include "pinna/metrics/sign_flip.h"

#include <array>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"
#include "pinna/metrics/mcnemar.h"

namespace pinna::metrics {
namespace {

using Whole = std::vector<int64_t>;
using Real = std::vector<double>;

TEST(SignFlip, HandComputed) {
  // |+-1 +-2 +-3| reaches 6 in 2 of 8 patterns, 4 in 4 of them.
  EXPECT_EQ(sign_flip_test(Whole{1, 2, 3}).p, 0.25);
  EXPECT_EQ(sign_flip_test(Whole{-1, 2, 3}).p, 0.5);
  EXPECT_EQ(sign_flip_test(Real{-1, 2, 3, 0}).p, 0.5);
  EXPECT_EQ(sign_flip_test(Whole{1, 2, -3}).p, 1);
  EXPECT_EQ(sign_flip_test(Whole{0, 0}), SignFlipTest{});
  EXPECT_EQ(sign_flip_test(Real{}), SignFlipTest{});
}

TEST(SignFlip, OnesAreMcNemarsTest) {
  Whole differences(15, 1);
  differences.insert(differences.end(), 5, -1);
  EXPECT_NEAR(sign_flip_test(differences).p, mcnemar(15, 5).p, 1e-14);
  EXPECT_EQ(sign_flip_test(differences).floor, mcnemar(15, 5).floor);
}

RC_GTEST_PROP(SignFlip, CountingSumsEqualsTryingAllSigns, ()) {
  const auto raw = *rc::gen::container<std::vector<int>>(12, rc::gen::inRange(-9, 10));
  const Whole whole(raw.begin(), raw.end());
  const Real real(raw.begin(), raw.end());
  RC_ASSERT(std::abs(sign_flip_test(whole).p - sign_flip_test(real).p) < 1e-12);
}

TEST(SignFlip, SumsThatDifferByRoundingAreEqual) {
  // 0.1 + 0.2 - 0.3 is not zero in floating point, but every pattern is as far from zero.
  EXPECT_EQ(sign_flip_test(Real{0.1, 0.2, -0.3}).p, 1);
}

TEST(SignFlip, ManyNumbersAreDrawnAndSayTheirFloor) {
  const Real differences(40, 0.1);
  const auto test = sign_flip_test(differences, {.draws = 999});
  EXPECT_FALSE(test.is_exact);
  EXPECT_EQ(test.floor, 1e-3);
  EXPECT_EQ(test.p, 1e-3);
  Real mixed;
  Whole mixed_whole;
  for (int i = 0; i < 40; ++i) {
    mixed.push_back(i % 3 ? i : -i);
    mixed_whole.push_back(i % 3 ? i : -i);
  }
  EXPECT_NEAR(sign_flip_test(mixed).p, sign_flip_test(mixed_whole).p, 5e-3);
  EXPECT_EQ(sign_flip_test(mixed), sign_flip_test(mixed));
}

TEST(SignFlip, NumbersThatAreNoneAreRefused) {
  EXPECT_THROW(sign_flip_test(Real{1, INFINITY}), core::InvalidOptions);
  EXPECT_THROW(sign_flip_test(Real(40, 1), {.draws = 0}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
