// Matrices as pictures: one pixel a value, scaled to the range of a colour bar.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "pinna/features/feature_matrix.h"

namespace pinna::report {

/// From low to high, as on an axis.
struct ValueRange {
  double low = 0;
  double high = 1;
  bool operator==(const ValueRange&) const = default;
};

/// Part of a matrix and where it lies along x; row r lies at r along y.
struct Raster {
  const features::FeatureMatrix& values;
  int64_t first_frame = 0;
  int64_t num_frames = 0;
  double x = 0;   ///< middle of the first frame
  double dx = 1;  ///< between frames
};

/// A gnuplot plot command with its data, to be followed by nothing but the next command. Frames and
/// rows beyond `most_columns` and `most_rows`, the dots on paper, are averaged away; values beyond
/// the range take the colours of its ends. `over`: what else the command plots, over the picture.
std::string raster_plot(const Raster& raster, ValueRange range, int64_t most_columns,
                        int64_t most_rows, std::string_view over = "");

}  // namespace pinna::report
