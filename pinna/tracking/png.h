// Pictures of matrices as PNG files, and what a PNG file says of itself.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace pinna::tracking {

struct PngSize {
  int64_t width = 0;
  int64_t height = 0;
  int64_t channels = 0;  ///< 1 grey, 2 grey and alpha, 3 colours, 4 colours and alpha
  bool operator==(const PngSize&) const = default;
};

/// From the header of a PNG file. BadData if these bytes are none.
PngSize png_size(std::string_view png);

/// values [rows, columns] in [0, 1] (others are clamped, NaN is 0), row 0 on top: squares of
/// `cell` by `cell` pixels from white to dark blue. InvalidOptions beyond 4096 pixels a side.
std::string matrix_png(std::span<const double> values, int64_t columns, int64_t cell);

}  // namespace pinna::tracking
