// Differences of several methods to one of them.
#pragma once

#include "pinna/report/figure.h"
#include "pinna/runs/study_comparison.h"

namespace pinna::report {

/// One row an arm: the difference of its accuracy to the baseline's with the bootstrap interval, a
/// line at no difference, numbers at the right. Points are filled where a difference may be
/// concluded, hollow elsewhere. InvalidOptions if there are no arms.
Figure forest_figure(const runs::StudyComparison& comparison);

}  // namespace pinna::report
