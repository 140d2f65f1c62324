// Wilcoxon's signed-rank test: paired differences, such as those of folds.
#pragma once

#include <cstdint>
#include <span>

namespace pinna::metrics {

enum class SignedRankMethod {
  automatic,  ///< exact for up to 50 differences that are not zero, else normal
  exact,      ///< all 2^n signs of the observed ranks, ties as their mean rank
  normal,  ///< normal approximation with the variance corrected for ties, no continuity correction
};

/// Zeros are dropped (Wilcoxon 1945). Without ties the exact p is scipy's `method="exact"`, the
/// normal one `mode="approx", correction=False`. With ties the exact p still counts signs: the
/// approximation would give less than the floor.
struct SignedRankTest {
  int64_t count = 0;        ///< differences that are not zero
  double positive_sum = 0;  ///< ranks of the positive ones
  double negative_sum = 0;
  double p = 1;      ///< two-sided
  double floor = 1;  ///< the least p that so many differences can give: 2^(1 - n)
  bool is_exact = true;
  bool operator==(const SignedRankTest&) const = default;
};

/// InvalidOptions for differences that are not finite, or `exact` beyond 400 of them.
SignedRankTest signed_rank_test(std::span<const double> differences,
                                SignedRankMethod method = SignedRankMethod::automatic);

}  // namespace pinna::metrics
