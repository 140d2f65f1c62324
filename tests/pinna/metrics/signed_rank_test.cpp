#include "pinna/metrics/signed_rank.h"

#include <array>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

TEST(SignedRank, FiveFoldsCannotGoBelowTheirFloor) {
  const auto test = signed_rank_test(std::array{0.02, 0.01, 0.03, 0.05, 0.04});
  EXPECT_EQ(test.p, 0.0625);
  EXPECT_EQ(test.floor, 0.0625);
  // Ties and zeros do not break the floor; the normal approximation would.
  const std::array tied{0.02, 0.02, 0.02, 0.02, 0.02};
  EXPECT_EQ(signed_rank_test(tied).p, 0.0625);
  EXPECT_LT(signed_rank_test(tied, SignedRankMethod::normal).p, 0.03);
  EXPECT_EQ(signed_rank_test(std::array{0.02, 0.0, 0.03, 0.05, 0.04}).p, 0.125);
}

TEST(SignedRank, HandComputedSums) {
  // Ranks of 1, 2, 2, 4: 1, 2.5, 2.5, 4.
  const auto test = signed_rank_test(std::array{1.0, -2.0, 2.0, 4.0, 0.0});
  EXPECT_EQ(test.count, 4);
  EXPECT_EQ(test.positive_sum, 7.5);
  EXPECT_EQ(test.negative_sum, 2.5);
}

TEST(SignedRank, NothingToRankSaysNothing) {
  EXPECT_EQ(signed_rank_test({}), SignedRankTest{});
  EXPECT_EQ(signed_rank_test(std::array{0.0, 0.0}).p, 1);
}

RC_GTEST_PROP(SignedRank, ExactEqualsAllSignsOfTheRanks, ()) {
  const auto raw = *rc::gen::container<std::vector<int>>(10, rc::gen::inRange(-6, 7));
  const std::vector<double> differences(raw.begin(), raw.end());
  const auto test = signed_rank_test(differences, SignedRankMethod::exact);
  // Mean ranks counted naively: one half for itself, one for each smaller, a half for each equal.
  std::vector<double> ranks;
  for (const double a : differences) {
    if (a == 0) continue;
    double rank = 0.5;
    for (const double b : differences)
      if (b != 0) rank += std::abs(b) < std::abs(a) ? 1 : std::abs(b) == std::abs(a) ? 0.5 : 0;
    ranks.push_back(rank);
  }
  const double observed = std::abs(test.positive_sum - test.negative_sum);
  int64_t as_far = 0;
  for (size_t signs = 0; signs < size_t{1} << ranks.size(); ++signs) {
    double sum = 0;
    for (size_t i = 0; i < ranks.size(); ++i) sum += signs >> i & 1 ? ranks[i] : -ranks[i];
    as_far += std::abs(sum) >= observed;
  }
  RC_ASSERT(std::abs(test.p - static_cast<double>(as_far) *
                                  std::exp2(-static_cast<double>(ranks.size()))) < 1e-12);
  RC_ASSERT(test.p >= test.floor);
}

TEST(SignedRank, ManyDifferencesAreApproximated) {
  std::vector<double> differences;
  for (int i = 1; i <= 51; ++i) differences.push_back(i % 3 ? i : -i);
  const auto test = signed_rank_test(differences);
  EXPECT_FALSE(test.is_exact);
  EXPECT_NEAR(test.p, signed_rank_test(differences, SignedRankMethod::exact).p, 2e-3);
}

TEST(SignedRank, NumbersThatAreNoneAreRefused) {
  EXPECT_THROW(signed_rank_test(std::array{1.0, std::nan("")}), core::InvalidOptions);
  EXPECT_THROW(signed_rank_test(std::vector<double>(401, 1.0), SignedRankMethod::exact),
               core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
