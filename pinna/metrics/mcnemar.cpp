#include "pinna/metrics/mcnemar.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/metrics/distributions.h"

namespace pinna::metrics {
namespace {

/// P(X <= k) for n tosses of a fair coin, 0 <= k < n.
double coin_tail(int64_t k, int64_t n) {
  return regularized_beta(0.5, static_cast<double>(n - k), static_cast<double>(k + 1));
}

double coin_probability(int64_t k, int64_t n) {
  return k > 0 ? coin_tail(k, n) - coin_tail(k - 1, n) : coin_tail(0, n);
}

}  // namespace

McNemarTest mcnemar(int64_t only_first, int64_t only_second) {
  if (only_first < 0 || only_second < 0)
    throw core::InvalidOptions({.what = "discordant clips",
                                .got = fmt::format("{} and {}", only_first, only_second),
                                .expected = "counts"});
  McNemarTest test{.only_first = only_first, .only_second = only_second};
  const int64_t n = test.discordant();
  if (n == 0) return test;
  const int64_t fewer = std::min(only_first, only_second);
  const double doubled = 2 * coin_tail(fewer, n);
  test.p = std::min(1.0, doubled);
  test.mid_p = std::min(1.0, doubled - coin_probability(fewer, n));
  test.floor = std::exp2(static_cast<double>(1 - n));
  return test;
}

McNemarTest mcnemar(std::span<const char> first_right, std::span<const char> second_right) {
  if (first_right.size() != second_right.size())
    throw core::InvalidOptions({.what = "clips of the second method",
                                .got = fmt::to_string(second_right.size()),
                                .expected = fmt::to_string(first_right.size())});
  int64_t only_first = 0;
  int64_t only_second = 0;
  for (size_t i = 0; i < first_right.size(); ++i) {
    only_first += first_right[i] && !second_right[i];
    only_second += !first_right[i] && second_right[i];
  }
  return mcnemar(only_first, only_second);
}

std::optional<int64_t> mcnemar_least_surplus(int64_t discordant, double alpha) {
  for (int64_t fewer = discordant / 2; fewer >= 0; --fewer)
    if (mcnemar(discordant - fewer, fewer).p <= alpha) return discordant - 2 * fewer;
  return std::nullopt;
}

}  // namespace pinna::metrics
