// A filter bank as a figure.
#pragma once

#include "pinna/features/filter_bank.h"
#include "pinna/report/colour_map.h"
#include "pinna/report/figure.h"

namespace pinna::report {

/// Every band as a line over frequency, neighbours in two colours, and below it the whole bank as a
/// picture.
Figure bank_figure(const features::FilterBank& bank, ColourMap colour_map = ColourMap::viridis);

}  // namespace pinna::report
