#include "pinna/metrics/sign_flip.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::metrics {
namespace {

constexpr double most_counting_steps = 2e8;
constexpr size_t most_enumerated = 21;
/// Sums of the same numbers in another order may differ by so much of their magnitudes.
constexpr double rounding = 1e-13;

/// The signs of the first difference need not be tried: all others mirrored give the same sums.
double enumerated_p(std::span<const double> differences, double observed) {
  const auto others = differences.subspan(1);
  const uint64_t patterns = uint64_t{1} << others.size();
  uint64_t as_far = 0;
  for (uint64_t pattern = 0; pattern < patterns; ++pattern) {
    double sum = differences.front();
    for (size_t i = 0; i < others.size(); ++i) sum += pattern >> i & 1 ? others[i] : -others[i];
    as_far += std::abs(sum) >= observed;
  }
  return static_cast<double>(as_far) / static_cast<double>(patterns);
}

double drawn_p(std::span<const double> differences, double observed, int64_t draws,
               core::Random random) {
  int64_t as_far = 1;
  for (int64_t draw = 0; draw < draws; ++draw) {
    double sum = 0;
    for (const double difference : differences)
      sum += random.chance(0.5) ? difference : -difference;
    as_far += std::abs(sum) >= observed;
  }
  return static_cast<double>(as_far) / static_cast<double>(draws + 1);
}

/// Entry k is the probability that under random signs the positive magnitudes add up to k.
std::vector<double> positive_sum_probabilities(std::span<const int64_t> magnitudes, int64_t total) {
  std::vector<double> probabilities(static_cast<size_t>(total + 1));
  probabilities[0] = 1;
  int64_t reached = 0;
  for (const int64_t magnitude : magnitudes) {
    for (int64_t sum = reached + magnitude; sum >= 0; --sum) {
      const double without = sum <= reached ? probabilities[static_cast<size_t>(sum)] : 0;
      const double with =
          sum >= magnitude ? probabilities[static_cast<size_t>(sum - magnitude)] : 0;
      probabilities[static_cast<size_t>(sum)] = (without + with) / 2;
    }
    reached += magnitude;
  }
  return probabilities;
}

double counted_p(std::span<const int64_t> magnitudes, int64_t observed, int64_t total) {
  const auto probabilities = positive_sum_probabilities(magnitudes, total);
  // A sum s = 2k - total is as far as the observed one if k <= (total - |s|) / 2, or mirrored.
  const int64_t last = (total - std::abs(observed)) / 2;
  double tail = 0;
  for (int64_t k = 0; k <= last; ++k) tail += probabilities[static_cast<size_t>(k)];
  return std::min(1.0, 2 * tail);
}

}  // namespace

SignFlipTest sign_flip_test(std::span<const double> differences, const SignFlipOptions& options) {
  std::vector<double> kept;
  double sum = 0;
  double magnitude = 0;
  for (const double difference : differences) {
    if (!std::isfinite(difference))
      throw core::InvalidOptions({.what = "difference of a sign-flip test",
                                  .got = fmt::format("{}", difference),
                                  .expected = "a finite number"});
    if (difference == 0) continue;
    kept.push_back(difference);
    sum += difference;
    magnitude += std::abs(difference);
  }
  SignFlipTest test{.count = static_cast<int64_t>(kept.size()),
                    .is_exact = kept.size() <= most_enumerated};
  if (kept.empty()) return test;
  const double observed = std::abs(sum) - rounding * magnitude;
  if (test.is_exact) {
    test.floor = std::exp2(static_cast<double>(1 - test.count));
    test.p = enumerated_p(kept, observed);
    return test;
  }
  if (options.draws < 1)
    throw core::InvalidOptions({.what = "draws of a sign-flip test",
                                .got = fmt::to_string(options.draws),
                                .expected = "at least 1"});
  test.floor = 1 / static_cast<double>(options.draws + 1);
  test.p = drawn_p(kept, observed, options.draws, core::Random(options.seed, "sign flips"));
  return test;
}

SignFlipTest sign_flip_test(std::span<const int64_t> differences, const SignFlipOptions& options) {
  std::vector<int64_t> magnitudes;
  int64_t observed = 0;
  double total = 0;
  for (const int64_t difference : differences) {
    if (difference == 0) continue;
    magnitudes.push_back(std::abs(difference));
    observed += difference;
    total += std::abs(static_cast<double>(difference));
  }
  SignFlipTest test{.count = static_cast<int64_t>(magnitudes.size())};
  if (magnitudes.empty()) return test;
  if (total * static_cast<double>(test.count) > most_counting_steps)
    return sign_flip_test(std::vector<double>(differences.begin(), differences.end()), options);
  test.floor = std::exp2(static_cast<double>(1 - test.count));
  test.p = counted_p(magnitudes, observed, static_cast<int64_t>(total));
  return test;
}

}  // namespace pinna::metrics
