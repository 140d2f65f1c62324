// Where in a sound a network finds what speaks for a class.
#pragma once

#include <string>
#include <vector>

#include "pinna/features/feature_matrix.h"
#include "pinna/report/feature_panel.h"
#include "pinna/report/figure.h"

namespace pinna::report {

/// The map is outlined at this share of its largest value.
inline constexpr double outlined_share = 0.5;

/// The feature of one clip, panel by panel, with the outline of a map over it, and the map itself
/// below on the same axes. The title of the first panel says the clip and the answer, `map_title`
/// what the map is about. `map`: values of at least 0, as many rows and frames as every panel; one
/// of zeros has no outline. InvalidOptions for another shape, no panels, and as feature_figure.
Figure evidence_figure(std::vector<FeaturePanel> panels, const features::FeatureMatrix& map,
                       const std::string& map_title);

}  // namespace pinna::report
