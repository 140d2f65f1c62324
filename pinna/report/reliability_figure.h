// Whether probabilities mean what they say.
#pragma once

#include <string>

#include "pinna/metrics/calibration.h"
#include "pinna/report/figure.h"

namespace pinna::report {

/// Above, accuracy of each bin of confidences as a bar, with a point at the mean confidence, its
/// Wilson interval and the line on which both are equal; below, how many predictions each bin has.
/// InvalidOptions if there are none.
Figure reliability_figure(const metrics::Calibration& calibration);

/// The scores in a sentence, and whether the network is too sure or too timid; plain text.
std::string reliability_caption(const metrics::Calibration& calibration);

}  // namespace pinna::report
