// What classes look like: one spectrogram each.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pinna/features/feature_matrix.h"
#include "pinna/report/figure.h"

namespace pinna::report {

struct SpectrogramPanel {
  std::string title = "";
  features::FeatureMatrix values = {};  ///< for instance in dB
  double seconds = 0;                   ///< length of the whole matrix
  std::vector<double> bin_hz = {};      ///< centre of every bin, rising
};

/// Panels row by row on common axes: time in s, frequency in kHz (ticks at the bins nearest to
/// round frequencies, so mel axes are drawn as they are) and one colour scale, whose range is that
/// of all values, cut to the highest `range_db` of them. `value_unit` labels the colour bar.
/// InvalidOptions for no panels, differing shapes of matrix and bin_hz, or values that are not
/// finite.
Figure spectrogram_grid(std::span<const SpectrogramPanel> panels,
                        const std::string& value_unit = "dB", double range_db = 80);

}  // namespace pinna::report
