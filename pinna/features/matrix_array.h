// Matrices as arrays that files hold.
#pragma once

#include "pinna/core/array.h"
#include "pinna/features/feature.h"

namespace pinna::features {

/// complex64 of a complex feature, otherwise float32.
core::DType array_type(const Feature& feature);
/// Rows of its array: half of its bins if it is complex.
int64_t array_bins(const Feature& feature);
/// [array_bins, frames] of array_type.
core::Array to_array(const Feature& feature, const FeatureMatrix& matrix);

/// The matrix of a complex feature from complex64 [bins, frames]: real rows, then imaginary rows.
/// BadData for another type or shape.
FeatureMatrix complex_matrix(const core::Array& array);

}  // namespace pinna::features
