#include "pinna/dsp/band_matrix.h"

#include <algorithm>

namespace pinna::dsp {

std::vector<float> BandMatrix::dense() const {
  std::vector<float> matrix(static_cast<size_t>(num_bands() * num_bins));
  for (int64_t b = 0; b < num_bands(); ++b) {
    const Band& band = bands[static_cast<size_t>(b)];
    std::copy_n(weights.begin() + band.first_weight, band.num_bins,
                matrix.begin() + b * num_bins + band.first_bin);
  }
  return matrix;
}

std::vector<int64_t> BandMatrix::empty_bands() const {
  std::vector<int64_t> empty;
  for (int64_t b = 0; b < num_bands(); ++b)
    if (bands[static_cast<size_t>(b)].num_bins == 0) empty.push_back(b);
  return empty;
}

void BandMatrix::append(std::span<const float> row) {
  const auto is_set = [](float weight) { return weight != 0; };
  const auto first = std::find_if(row.begin(), row.end(), is_set);
  const auto last = std::find_if(row.rbegin(), std::reverse_iterator(first), is_set).base();
  bands.push_back({.first_bin = first == row.end() ? 0 : first - row.begin(),
                   .num_bins = last - first,
                   .first_weight = static_cast<int64_t>(weights.size())});
  weights.insert(weights.end(), first, last);
}

}  // namespace pinna::dsp
