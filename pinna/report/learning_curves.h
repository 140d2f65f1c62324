// How training went: loss and accuracy over epochs.
#pragma once

#include <span>
#include <vector>

#include "pinna/core/metric_log.h"
#include "pinna/report/figure.h"

namespace pinna::report {

/// Loss at the left, accuracy in per cent at the right; training and, where it was logged, inner
/// validation. Every run as a faint line, their mean as a strong one (over the epochs that all runs
/// reached). InvalidOptions if no run has logged an epoch.
Figure learning_curves(std::span<const std::vector<core::MetricRecord>> runs);

}  // namespace pinna::report
