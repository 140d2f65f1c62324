#include "pinna/features/spectral_flatness.h"

#include <algorithm>
#include <cmath>

#include "pinna/features/band_layer.h"

namespace pinna::features {

SpectralFlatness::SpectralFlatness(const SpectralFlatnessOptions& options,
                                   const dsp::Kernels& kernels)
    : SpectralFeature(options.spectrum, kernels,
                      // The geometric mean is made of logarithms, also those of faint bins.
                      {.largest_power = largest_power_for(options.power),
                       .precision = dsp::Precision::float64}),
      options_(resolved(options)),
      total_(BinSum::total(options_.spectrum.num_bins())) {}

void SpectralFlatness::add_block(const SpectrumBlock& block, ClipWork& work,
                                 FeatureMatrix& output) const {
  const auto amin = static_cast<float>(options_.amin);
  const float* raised_power = raised(block, options_.power, work);
  float* values = work.floats(2, block.floats());
  for (int64_t i = 0; i < block.floats(); ++i) values[i] = std::max(raised_power[i], amin);
  const LaneSums sum = total_.apply(values, block.kernels, work);
  block.kernels.logarithm({.amin = amin}, values, block.floats());
  const LaneSums log_sum = total_.apply(values, block.kernels, work);
  const auto bins = static_cast<double>(block.num_bins);
  for (int64_t i = 0; i < block.count; ++i) {
    const auto lane = static_cast<size_t>(i);
    output.at(0, block.first_frame + i) =
        static_cast<float>(std::exp(log_sum[lane] / bins) / (sum[lane] / bins));
  }
}

}  // namespace pinna::features
