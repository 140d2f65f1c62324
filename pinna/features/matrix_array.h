// Matrices as arrays that files hold.
#pragma once

#include "pinna/core/array.h"
#include "pinna/features/feature.h"

namespace pinna::features {

/// float32 [bins, frames]; complex64 [bins / 2, frames] of a complex feature.
core::Array to_array(const Feature& feature, const FeatureMatrix& matrix);

/// The matrix of a complex feature from complex64 [bins, frames]: real rows, then imaginary rows.
/// BadData for another type or shape.
FeatureMatrix complex_matrix(const core::Array& array);

}  // namespace pinna::features
