#include "pinna/features/stft_options.h"

#include <array>

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<StftOptions>{"pinna-1", "22.05 kHz, 1024 / 512, reflected ends", {}},
    Preset<StftOptions>{"librosa-0.11",
                        "librosa.stft, defaults of 0.11: 2048 / 512",
                        {.spectrum = librosa_spectrum()}},
    Preset<StftOptions>{"torchaudio-0.13",
                        "torchaudio.transforms.Spectrogram(power=None), defaults of 0.13",
                        {.spectrum = torchaudio_spectrum()}}};

}  // namespace

std::span<const Preset<StftOptions>> StftOptions::presets() {
  return preset_table;
}

StftOptions resolved(StftOptions options) {
  options.spectrum = resolved(options.spectrum);
  return options;
}

}  // namespace pinna::features
