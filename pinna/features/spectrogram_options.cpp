#include "pinna/features/spectrogram_options.h"

#include <array>

#include "pinna/features/mel_options.h"

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<SpectrogramOptions>{"pinna-1", "22.05 kHz, 1024 / 512, power, reflected ends", {}},
    Preset<SpectrogramOptions>{"librosa-0.11",
                               "abs(librosa.stft) ** 2, defaults of 0.11",
                               {.spectrum = librosa_spectrum()}},
    Preset<SpectrogramOptions>{"torchaudio-0.13",
                               "torchaudio.transforms.Spectrogram, defaults of 0.13",
                               {.spectrum = torchaudio_spectrum()}},
    Preset<SpectrogramOptions>{
        "radboud",
        "Radboud practical: 44.1 kHz, 1024 / 256, 1e-10 added before the decibels",
        {.spectrum = radboud_mel().spectrum,
         .level = {.log = LogKind::db, .amin_mode = AminMode::add, .top_db = std::nullopt}}}};

}  // namespace

std::span<const Preset<SpectrogramOptions>> SpectrogramOptions::presets() {
  return preset_table;
}

SpectrogramOptions resolved(SpectrogramOptions options) {
  core::check_options(options);
  options.spectrum = resolved(options.spectrum);
  check_levels(options.level);
  return options;
}

}  // namespace pinna::features
