// The part of a page that is about source recordings.
#pragma once

#include <string>

#include "pinna/metrics/predictions.h"

namespace pinna::report {

/// How many recordings are behind the errors, class by class, and the recordings with most of them.
/// Empty where the predictions have no groups, or every clip is a recording of its own.
std::string source_section(const metrics::ClipPredictions& predictions);

}  // namespace pinna::report
