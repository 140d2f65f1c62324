// Where a matrix crosses a level, as lines.
#pragma once

#include <array>
#include <vector>

#include "pinna/features/feature_matrix.h"

namespace pinna::report {

/// Points {column, row}; between two of them the line is straight.
using Outline = std::vector<std::array<double, 2>>;

/// The lines on which the values, linear between neighbours, equal `level` (marching squares; a
/// saddle follows the mean of its corners). A line that closes ends where it begins; others end at
/// the edge of the matrix. Values at the level count as above it.
std::vector<Outline> contour(const features::FeatureMatrix& values, double level);

}  // namespace pinna::report
