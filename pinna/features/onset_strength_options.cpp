#include "pinna/features/onset_strength_options.h"

#include <array>

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<OnsetStrengthOptions>{"pinna-1", "rise of the log-mel of pinna-1", {}},
    Preset<OnsetStrengthOptions>{
        "librosa-0.11",
        "librosa.onset.onset_strength, defaults of 0.11",
        {.log_mel = {.mel = librosa_mel(), .level = power_to_db_level()}}}};

}  // namespace

std::span<const Preset<OnsetStrengthOptions>> OnsetStrengthOptions::presets() {
  return preset_table;
}

int64_t OnsetStrengthOptions::delay() const {
  const SpectrumOptions& spectrum = log_mel.mel.spectrum;
  return spectrum.center ? spectrum.n_fft / (2 * spectrum.hop_length.value()) : 0;
}

OnsetStrengthOptions resolved(OnsetStrengthOptions options) {
  core::check_options(options);
  options.log_mel = resolved(options.log_mel);
  return options;
}

}  // namespace pinna::features
