#include "pinna/features/mel.h"

namespace pinna::features {

Mel::Mel(const MelOptions& options, const dsp::Kernels& kernels, dsp::Precision precision)
    : SpectralFeature(options.spectrum, kernels,
                      {.largest_power = largest_power_for(options.power), .precision = precision}),
      options_(resolved(options)),
      bank_(mel_bank(options_), options_.power) {}

BinAxis Mel::bin_axis() const {
  return {.quantity = "frequency", .unit = "Hz", .centers = mel_centers(options_)};
}

std::vector<std::string> Mel::warnings() const {
  return empty_band_warnings(bank_.matrix(), options_.spectrum, "n_mels");
}

void Mel::add_block(const SpectrumBlock& block, ClipWork& work, FeatureMatrix& output) const {
  store_block(block, bank_.apply(block, work), output);
}

}  // namespace pinna::features
