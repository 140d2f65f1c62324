#include "pinna/features/pcen_options.h"

#include <array>
#include <cmath>

namespace pinna::features {
namespace {

MelOptions librosa_magnitude_mel() {
  MelOptions mel = librosa_mel();
  mel.power = 1;
  return mel;
}

const std::array preset_table{
    Preset<PcenOptions>{"pinna-1", "64 bands of the magnitude at 22.05 kHz, 1024 / 512", {}},
    Preset<PcenOptions>{
        "librosa-0.11",
        "librosa.pcen of a melspectrogram with power 1 times 2^31, defaults of 0.11",
        {.mel = librosa_magnitude_mel()}}};

}  // namespace

std::span<const Preset<PcenOptions>> PcenOptions::presets() {
  return preset_table;
}

PcenOptions resolved(PcenOptions options) {
  core::check_options(options);
  options.mel = resolved(options.mel);
  return options;
}

double smoothing_coefficient(const PcenOptions& options) {
  const SpectrumOptions& spectrum = options.mel.spectrum;
  const double frames = options.time_constant * static_cast<double>(spectrum.sample_rate) /
                        static_cast<double>(spectrum.hop_length.value());
  // (sqrt(1 + 4 t^2) - 1) / (2 t^2), written so that small t lose no digits.
  return 2 / (std::sqrt(1 + 4 * frames * frames) + 1);
}

}  // namespace pinna::features
