#include "pinna/features/spectral_contrast.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "pinna/features/band_layer.h"

namespace pinna::features {
namespace {

constexpr auto amin = static_cast<float>(contrast_amin);

float mean(std::span<const float> values) {
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  return static_cast<float>(sum / static_cast<double>(values.size()));
}

}  // namespace

SpectralContrast::SpectralContrast(const SpectralContrastOptions& options,
                                   const dsp::Kernels& kernels)
    // Valleys are the logarithms of the faintest bins: float32 would fill them with its noise.
    : SpectralFeature(options.spectrum, kernels, {.precision = dsp::Precision::float64}),
      options_(resolved(options)),
      bands_(contrast_bands(options_)) {}

Locality SpectralContrast::locality() const {
  Locality locality = SpectralFeature::locality();
  if (!options_.linear && options_.top_db)
    locality.whole_clip = "top_db counts from the whole clip: set top_db = \"none\"";
  return locality;
}

BinAxis SpectralContrast::bin_axis() const {
  BinAxis axis{.quantity = "frequency", .unit = "Hz"};
  for (const ContrastBand& band : bands_) axis.centers.push_back((band.low_hz + band.high_hz) / 2);
  return axis;
}

void SpectralContrast::begin(ClipWork& work, FeatureMatrix& output) const {
  work.source.reshape(output.bins, output.frames);
}

/// Peaks go to the output, valleys to work.source.
void SpectralContrast::add_block(const SpectrumBlock& block, ClipWork& work,
                                 FeatureMatrix& output) const {
  const int64_t lanes = block.kernels.lanes;
  const float* magnitudes = raised(block, 1, work);
  float* sorted = work.floats(1, block.num_bins);
  for (size_t row = 0; row < bands_.size(); ++row) {
    const ContrastBand& band = bands_[row];
    for (int64_t lane = 0; lane < block.count; ++lane) {
      for (int64_t i = 0; i < band.num_bins; ++i)
        sorted[i] = magnitudes[(band.first_bin + i) * lanes + lane];
      float* end = sorted + band.num_bins;
      const auto count = static_cast<size_t>(band.num_extreme);
      std::nth_element(sorted, sorted + band.num_extreme - 1, end);
      work.source.at(static_cast<int64_t>(row), block.first_frame + lane) = mean({sorted, count});
      std::nth_element(sorted, end - band.num_extreme, end);
      output.at(static_cast<int64_t>(row), block.first_frame + lane) =
          mean({end - band.num_extreme, count});
    }
  }
}

void SpectralContrast::finish(ClipWork& work, FeatureMatrix& output) const {
  if (!options_.linear) {
    to_decibels(output);
    to_decibels(work.source);
  }
  for (size_t i = 0; i < output.values.size(); ++i) output.values[i] -= work.source.values[i];
}

void SpectralContrast::to_decibels(FeatureMatrix& values) const {
  for (float& value : values.values) value = 10 * std::log10(std::max(value, amin));
  if (!options_.top_db) return;
  const float lowest =
      *std::ranges::max_element(values.values) - static_cast<float>(*options_.top_db);
  for (float& value : values.values) value = std::max(value, lowest);
}

}  // namespace pinna::features
