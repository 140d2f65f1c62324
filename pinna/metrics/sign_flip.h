// Randomisation by signs: if two methods are equally good, each paired difference could as well
// have come out with the other sign (Fisher 1935).
#pragma once

#include <cstdint>
#include <span>

namespace pinna::metrics {

struct SignFlipTest {
  int64_t count = 0;  ///< differences that are not zero: only their signs matter
  double p = 1;       ///< two-sided: share of all signs whose sum is at least as far from zero
  double floor = 1;   ///< the least p that so many differences can give
  bool is_exact = true;
  bool operator==(const SignFlipTest&) const = default;
};

/// What is done where counting all signs would take too long.
struct SignFlipOptions {
  int64_t draws = 100000;  ///< random signs; the observed ones count in: p >= 1 / (draws + 1)
  uint64_t seed = 1;
};

/// Any numbers: exact for up to 21 that are not zero (2^20 pairs of signs). InvalidOptions for
/// numbers that are not finite.
SignFlipTest sign_flip_test(std::span<const double> differences,
                            const SignFlipOptions& options = {});

/// Whole numbers, such as clips won minus clips lost by source recording: exact, however many, as
/// long as their count times the sum of their magnitudes is at most 2 * 10^8.
SignFlipTest sign_flip_test(std::span<const int64_t> differences,
                            const SignFlipOptions& options = {});

}  // namespace pinna::metrics
