#include "pinna/features/hpss_options.h"

namespace pinna::features {
namespace {

template <class Options>
const std::array<Preset<Options>, 2>& preset_table() {
  static const std::array table{
      Preset<Options>{"pinna-1", "22.05 kHz, 1024 / 512, medians of 31, soft masks of power 2", {}},
      Preset<Options>{"librosa-0.11",
                      "librosa.decompose.hpss of abs(librosa.stft), defaults of 0.11, hop 512",
                      {.hpss = {.spectrum = librosa_spectrum()}}}};
  return table;
}

}  // namespace

std::span<const Preset<HpssHarmonicOptions>> HpssHarmonicOptions::presets() {
  return preset_table<HpssHarmonicOptions>();
}

std::span<const Preset<HpssPercussiveOptions>> HpssPercussiveOptions::presets() {
  return preset_table<HpssPercussiveOptions>();
}

HpssOptions resolved(HpssOptions options) {
  core::check_options(options);
  options.spectrum = resolved(options.spectrum);
  return options;
}

HpssHarmonicOptions resolved(HpssHarmonicOptions options) {
  return {.hpss = resolved(options.hpss)};
}

HpssPercussiveOptions resolved(HpssPercussiveOptions options) {
  return {.hpss = resolved(options.hpss)};
}

}  // namespace pinna::features
