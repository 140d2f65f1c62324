// A filter bank as a figure.
#pragma once

#include "pinna/dsp/band_matrix.h"
#include "pinna/report/colour_map.h"
#include "pinna/report/figure.h"

namespace pinna::report {

/// Every band as a line over frequency, neighbours in two colours, and below it the whole bank as a
/// picture. The bank's bins lie evenly from 0 Hz to `nyquist_hz`.
Figure bank_figure(const dsp::BandMatrix& bands, double nyquist_hz,
                   ColourMap colour_map = ColourMap::viridis);

}  // namespace pinna::report
