// A filter bank stored as the few neighbouring bins that each band weighs.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pinna::dsp {

/// Rows of a [bands, bins] matrix whose non-zero weights are neighbours.
struct BandMatrix {
  struct Band {
    int64_t first_bin = 0;
    int64_t num_bins = 0;      ///< 0: the band is empty
    int64_t first_weight = 0;  ///< index into `weights`
  };
  int64_t num_bins = 0;  ///< columns
  std::vector<Band> bands = {};
  std::vector<float> weights = {};

  int64_t num_bands() const { return static_cast<int64_t>(bands.size()); }
  /// Row-major [bands, bins], zeros included.
  std::vector<float> dense() const;
  /// Indices of bands without any weight: their output is always 0.
  std::vector<int64_t> empty_bands() const;

  /// Adds a band from its `num_bins` weights, of which it keeps the first to the last non-zero.
  void append(std::span<const float> row);
};

}  // namespace pinna::dsp
