// How well each class is recognised.
#pragma once

#include "pinna/metrics/classification.h"
#include "pinna/report/figure.h"

namespace pinna::report {

/// One row a class, best recall first: a bar for recall with its Wilson interval as a whisker, a
/// diamond for F1, a dashed line at the mean recall. InvalidOptions if there are no classes.
Figure class_bars(const metrics::ClassificationScores& scores);

}  // namespace pinna::report
