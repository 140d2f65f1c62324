#include "pinna/features/spectrogram.h"

#include <algorithm>

#include "pinna/features/band_layer.h"

namespace pinna::features {

Spectrogram::Spectrogram(const SpectrogramOptions& options, const dsp::Kernels& kernels,
                         dsp::Precision precision)
    : SpectralFeature(options.spectrum, kernels,
                      {.largest_power = largest_power_for(options.power), .precision = precision}),
      options_(resolved(options)),
      levels_(options_.level, options_.power, kernels) {}

BinAxis Spectrogram::bin_axis() const {
  return spectrum_axis(options_.spectrum);
}

void Spectrogram::begin(ClipWork& work, FeatureMatrix&) const {
  work.range = Levels::begin();
}

void Spectrogram::add_block(const SpectrumBlock& block, ClipWork& work,
                            FeatureMatrix& output) const {
  const float* values = raised(block, options_.power, work);
  if (options_.level.log != LogKind::none) {
    float* levels = work.floats(1, block.floats());
    std::copy_n(values, block.floats(), levels);
    levels_.to_levels(levels, block.floats(), work.range);
    values = levels;
  }
  store_block(block, values, output);
}

void Spectrogram::finish(ClipWork& work, FeatureMatrix& output) const {
  levels_.finish(work.range, output);
}

BinAxis spectrum_axis(const SpectrumOptions& options) {
  BinAxis axis{.quantity = "frequency", .unit = "Hz"};
  for (int64_t bin = 0; bin < options.num_bins(); ++bin)
    axis.centers.push_back(options.bin_hz(bin));
  return axis;
}

}  // namespace pinna::features
