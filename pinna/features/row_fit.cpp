#include "pinna/features/row_fit.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

/// The weights of the source's rows in row `row` of a resized matrix.
void resize_weights(int64_t row, double spacing, std::span<float> weights) {
  const double center = (static_cast<double>(row) + 0.5) * spacing;
  const double width = std::max(spacing, 1.0);
  const auto weight = [&](size_t j) {
    return std::max(0.0, 1 - std::abs(static_cast<double>(j) + 0.5 - center) / width);
  };
  double sum = 0;
  for (size_t j = 0; j < weights.size(); ++j) sum += weight(j);
  for (size_t j = 0; j < weights.size(); ++j) weights[j] = static_cast<float>(weight(j) / sum);
}

dsp::BandMatrix weights_of(int64_t source_rows, int64_t rows, ChannelFit fit) {
  const double spacing = static_cast<double>(source_rows) / static_cast<double>(rows);
  dsp::BandMatrix matrix{.num_bins = source_rows};
  std::vector<float> weights(static_cast<size_t>(source_rows));
  for (int64_t row = 0; row < rows; ++row) {
    std::ranges::fill(weights, 0.0f);
    if (fit == ChannelFit::resize) {
      resize_weights(row, spacing, weights);
    } else if (fit == ChannelFit::tile || row < source_rows) {
      weights[static_cast<size_t>(row % source_rows)] = 1;
    }
    matrix.append(weights);
  }
  return matrix;
}

}  // namespace

RowFit::RowFit(int64_t source_rows, int64_t rows, ChannelFit fit) {
  if (fit != ChannelFit::resize && rows < source_rows)
    throw core::InvalidOptions(
        {.what = "bins",
         .got = fmt::format("{}", rows),
         .expected = fmt::format("at least the {} rows of the channel", source_rows),
         .fix = "raise bins, or set fit = \"resize\""});
  weights_ = weights_of(source_rows, rows, fit);
}

void RowFit::apply(const FeatureMatrix& source, std::span<float> target) const {
  const size_t frames = target.size() / weights_.bands.size();
  for (size_t row = 0; row < weights_.bands.size(); ++row) {
    const dsp::BandMatrix::Band& band = weights_.bands[row];
    float* values = target.data() + row * frames;
    if (band.num_bins == 1 && weights_.weights[static_cast<size_t>(band.first_weight)] == 1) {
      std::copy_n(source.row(band.first_bin).data(), frames, values);
      continue;
    }
    std::fill_n(values, frames, 0.0f);
    for (int64_t j = 0; j < band.num_bins; ++j) {
      const float weight = weights_.weights[static_cast<size_t>(band.first_weight + j)];
      const float* taken = source.row(band.first_bin + j).data();
      for (size_t f = 0; f < frames; ++f) values[f] += weight * taken[f];
    }
  }
}

}  // namespace pinna::features
