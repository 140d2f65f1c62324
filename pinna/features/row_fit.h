// Another number of rows for a matrix, so that features of different heights can be stacked.
#pragma once

#include <cstdint>
#include <span>

#include "pinna/dsp/band_matrix.h"
#include "pinna/features/feature_matrix.h"
#include "pinna/features/stack_options.h"

namespace pinna::features {

/// Frames stay as they are. `resize` places row r at r + 1/2 and weighs by a triangle as wide as
/// the coarser of the two spacings, the weights summing to 1: linear interpolation where rows are
/// added, an anti-aliased mean where they are removed (torch.nn.functional.interpolate with
/// mode = "bilinear", align_corners = False, antialias = True, along one axis).
class RowFit {
 public:
  /// InvalidOptions where `pad` or `tile` would have to drop rows.
  RowFit(int64_t source_rows, int64_t rows, ChannelFit fit);

  /// target [rows, frames], row-major: of the first frames of source [source_rows, frames or more].
  void apply(const FeatureMatrix& source, std::span<float> target) const;

 private:
  dsp::BandMatrix weights_;
};

}  // namespace pinna::features
