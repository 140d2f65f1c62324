// Student's t for differences of folds, corrected for what folds share.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "pinna/metrics/intervals.h"

namespace pinna::metrics {

struct ResampledTTest {
  int64_t count = 0;  ///< differences
  double mean = 0;
  double standard_error = 0;  ///< sqrt((1 / count + test share / training share) * variance)
  double t = 0;
  double p = 1;            ///< two-sided, count - 1 degrees of freedom
  Interval interval = {};  ///< of the mean difference
  bool operator==(const ResampledTTest&) const = default;
};

/// The corrected resampled t test (Nadeau and Bengio 2003): the folds' training sets overlap, so
/// the variance of the mean is larger than that of independent values by the ratio of test clips to
/// training clips (1 / (k - 1) in a k-fold cross-validation). Nothing for fewer than two
/// differences or for equal ones, whose spread is unknown. InvalidOptions for a ratio that is not
/// positive or a level outside (0, 1).
std::optional<ResampledTTest> corrected_resampled_t(std::span<const double> differences,
                                                    double test_to_training,
                                                    double level = default_level);

}  // namespace pinna::metrics
