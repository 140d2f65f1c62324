// McNemar's exact test: two classifiers, the same clips.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace pinna::metrics {

/// Clips that exactly one of two methods gets right. Under the hypothesis that both are equally
/// good, each of them is a fair coin (McNemar 1947).
struct McNemarTest {
  int64_t only_first = 0;   ///< right by the first method alone
  int64_t only_second = 0;  ///< right by the second alone
  double p = 1;             ///< two-sided, exact: twice the smaller binomial tail, at most 1
  /// Twice the smaller tail with half the weight of the observed split: less conservative
  /// (Fagerland, Lydersen and Laake 2013).
  double mid_p = 1;
  double floor = 1;  ///< the least p that so many discordant clips can give: 2^(1 - n)

  int64_t discordant() const { return only_first + only_second; }
  bool operator==(const McNemarTest&) const = default;
};

/// InvalidOptions for negative counts.
McNemarTest mcnemar(int64_t only_first, int64_t only_second);
/// From "right or wrong" clip by clip; InvalidOptions unless there are as many of both.
McNemarTest mcnemar(std::span<const char> first_right, std::span<const char> second_right);

/// The least surplus of one method among `discordant` clips with p <= alpha (15 against 5 is a
/// surplus of 10); nothing if even all of them on one side do not reach it.
std::optional<int64_t> mcnemar_least_surplus(int64_t discordant, double alpha);

}  // namespace pinna::metrics
