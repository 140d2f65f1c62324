#include "pinna/metrics/signed_rank.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/metrics/distributions.h"
#include "pinna/metrics/sign_flip.h"

namespace pinna::metrics {
namespace {

constexpr int64_t most_exact_by_itself = 50;
constexpr int64_t most_exact = 400;

std::vector<double> without_zeros(std::span<const double> differences) {
  std::vector<double> kept;
  for (const double difference : differences) {
    if (!std::isfinite(difference))
      throw core::InvalidOptions({.what = "difference to rank",
                                  .got = fmt::format("{}", difference),
                                  .expected = "a finite number"});
    if (difference != 0) kept.push_back(difference);
  }
  return kept;
}

struct Ranks {
  std::vector<int64_t> doubled;  ///< twice the mean rank of each magnitude: whole numbers
  double tie_term = 0;           ///< sum of t^3 - t over groups of t equal magnitudes
};

Ranks rank_magnitudes(const std::vector<double>& differences) {
  std::vector<size_t> order(differences.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const auto magnitude = [&](size_t i) { return std::abs(differences[i]); };
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return magnitude(a) < magnitude(b); });
  Ranks ranks{.doubled = std::vector<int64_t>(differences.size())};
  for (size_t first = 0; first < order.size();) {
    size_t end = first;
    while (end < order.size() && magnitude(order[end]) == magnitude(order[first])) ++end;
    for (size_t i = first; i < end; ++i)
      ranks.doubled[order[i]] = static_cast<int64_t>(first + 1 + end);
    const auto ties = static_cast<double>(end - first);
    ranks.tie_term += ties * (ties * ties - 1);
    first = end;
  }
  return ranks;
}

double normal_p(const SignedRankTest& test, double tie_term) {
  const auto n = static_cast<double>(test.count);
  const double mean = n * (n + 1) / 4;
  const double variance = (n * (n + 1) * (2 * n + 1) - tie_term / 2) / 24;
  const double least = std::min(test.positive_sum, test.negative_sum);
  return normal_two_sided((least - mean) / std::sqrt(variance));
}

}  // namespace

SignedRankTest signed_rank_test(std::span<const double> differences, SignedRankMethod method) {
  const std::vector<double> kept = without_zeros(differences);
  SignedRankTest test{.count = static_cast<int64_t>(kept.size())};
  if (method == SignedRankMethod::automatic)
    method =
        test.count <= most_exact_by_itself ? SignedRankMethod::exact : SignedRankMethod::normal;
  test.is_exact = method == SignedRankMethod::exact;
  if (test.is_exact && test.count > most_exact)
    throw core::InvalidOptions({.what = "differences of an exact signed-rank test",
                                .got = fmt::to_string(test.count),
                                .expected = fmt::format("at most {}", most_exact)});
  if (kept.empty()) return test;
  const Ranks ranks = rank_magnitudes(kept);
  std::vector<int64_t> signed_ranks;
  for (size_t i = 0; i < kept.size(); ++i) {
    (kept[i] > 0 ? test.positive_sum : test.negative_sum) +=
        static_cast<double>(ranks.doubled[i]) / 2;
    signed_ranks.push_back(kept[i] > 0 ? ranks.doubled[i] : -ranks.doubled[i]);
  }
  test.floor = std::exp2(static_cast<double>(1 - test.count));
  test.p = test.is_exact ? sign_flip_test(std::span<const int64_t>(signed_ranks)).p
                         : normal_p(test, ranks.tie_term);
  return test;
}

}  // namespace pinna::metrics
