// Which of its two errors a combination of a tagger and a detector lessens: what, or when.
#pragma once

#include <string>
#include <vector>

#include "pinna/report/figure.h"

namespace pinna::report {

/// Errors of one arm: metrics::WhatWhenErrors, over its runs.
struct WhatWhenPoint {
  std::string arm = "";
  double onset_error = 0;  ///< mean absolute [s]
  double confusion = 0;    ///< share of the well-timed events, 0 to 1
};

struct WhatWhenPlane {
  std::string baseline = "";  ///< one of the arms; empty: none is marked
  std::vector<WhatWhenPoint> arms = {};
};

/// Onset errors in ms to the right, confusions in % upward, so that the better is further left or
/// down; a number beside each arm, its name in a list. The baseline is a diamond on dashed lines
/// that divide the plane. InvalidOptions for no arms, a baseline that is none of them, or an error
/// that is negative or not finite.
Figure what_when_figure(const WhatWhenPlane& plane);

}  // namespace pinna::report
