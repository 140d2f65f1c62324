// What a comparison proves and what it does not, in sentences.
#pragma once

#include <string>
#include <vector>

#include "pinna/runs/comparison.h"

namespace pinna::runs {

/// -0.0625 -> "-6.2", 0.0625 -> "+6.2": percentage points.
std::string signed_points(double difference);
/// "[-9.1, -3.4]" in percentage points.
std::string points_range(const metrics::Interval& interval);
/// Three digits after the point, or "below 0.001".
std::string p_text(double p);
/// Four digits, as the p values of few folds need them: 0.0625.
std::string exact_p_text(double p);

/// The cautions that all arms have, to be said once; none for a single arm.
std::vector<std::string> shared_cautions(const std::vector<ArmComparison>& arms);
/// The others of one arm.
std::vector<std::string> own_cautions(const ArmComparison& arm,
                                      const std::vector<std::string>& shared);

/// One plain sentence or a few: the effect first, then what may be concluded and what may not, what
/// the folds alone can show, and which difference the clips could have shown.
std::string conclusion(const ArmComparison& comparison, const std::string& baseline, double level);

/// What the numbers of every comparison mean: the units that are drawn, the test, the family.
std::string method_text(const ComparisonOptions& options, int64_t num_arms);

}  // namespace pinna::runs
