#include "pinna/features/log_mel.h"

namespace pinna::features {

LogMel::LogMel(const LogMelOptions& options, const dsp::Kernels& kernels)
    : SpectralFeature(options.mel.spectrum, kernels,
                      {.largest_power = largest_power_for(options.mel.power)}),
      options_(resolved(options)),
      bank_(mel_bank(options_.mel), options_.mel.power),
      levels_(options_.level, options_.mel.power, kernels) {}

BinAxis LogMel::bin_axis() const {
  return {.quantity = "frequency", .unit = "Hz", .centers = mel_centers(options_.mel)};
}

std::vector<std::string> LogMel::warnings() const {
  return empty_band_warnings(bank_.matrix(), options_.mel.spectrum, "n_mels");
}

void LogMel::begin(ClipWork& work, FeatureMatrix&) const {
  work.range = Levels::begin();
}

void LogMel::add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix& output) const {
  float* bands = bank_.apply(block, work);
  levels_.to_levels(bands, num_bins() * block.kernels.lanes, work.range);
  store_block(block, bands, output);
}

void LogMel::finish(ClipWork& work, FeatureMatrix& output) const {
  levels_.finish(work.range, output);
}

}  // namespace pinna::features
