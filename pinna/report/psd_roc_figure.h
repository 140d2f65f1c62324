// The curve whose area is PSDS, with those of the classes.
#pragma once

#include <string>
#include <vector>

#include "pinna/metrics/psds.h"
#include "pinna/report/figure.h"

namespace pinna::report {

/// Rates of hits of every class (thin), their mean and the effective rate that pays for differences
/// between classes, against false alarms an hour; the area under the last is shaded, and its share
/// of the whole, the PSDS, is in the title. Classes end in their names.
Figure psd_roc_figure(const metrics::PsdsResult& result, const std::vector<std::string>& labels);

}  // namespace pinna::report
