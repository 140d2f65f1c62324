// What it costs to be better than a baseline.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pinna/metrics/intervals.h"
#include "pinna/report/figure.h"

namespace pinna::report {

/// One arm: arm minus baseline by one measure, in the measure's own unit.
struct CostGainPoint {
  std::string arm = "";
  double cost = 1;
  double gain = 0;
  metrics::Interval interval = {};  ///< of the gain
};

struct CostGainPlane {
  std::string baseline = "";
  std::optional<double> baseline_cost = std::nullopt;  ///< where known, a diamond marks it
  std::string cost_title = "";                         ///< "multiply-adds of 10 s [millions]"
  std::string gain_title = "";                         ///< "PSDS1 minus that of crnn"
  double level = metrics::default_level;               ///< of the intervals
  std::vector<CostGainPoint> arms = {};                ///< without the baseline
};

/// Cost to the right on a logarithmic axis, gain upward with its interval as a bar; a number beside
/// each arm, its name in a list; the baseline is a dashed line at no gain. Points are filled where
/// the interval leaves zero out. InvalidOptions for no arms, a cost that is not positive, or a gain
/// or interval that is not finite.
Figure cost_gain_figure(const CostGainPlane& plane);

}  // namespace pinna::report
