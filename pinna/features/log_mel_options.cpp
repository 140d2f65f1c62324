#include "pinna/features/log_mel_options.h"

#include <array>

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<LogMelOptions>{
        "pinna-1", "22.05 kHz, 1024 / 512, 64 Slaney mels, reflected ends, 80 dB range", {}},
    Preset<LogMelOptions>{"librosa-0.11",
                          "librosa.feature.melspectrogram and power_to_db, defaults of 0.11",
                          {.mel = librosa_mel()}},
    Preset<LogMelOptions>{
        "torchaudio-0.13",
        "torchaudio.transforms.MelSpectrogram and AmplitudeToDB, defaults of 0.13",
        {.mel = torchaudio_mel(), .level = torchaudio_level()}},
    Preset<LogMelOptions>{"panns",
                          "PANNs: 32 kHz, 1024 / 320, 64 mels from 50 Hz to 14 kHz, no top_db",
                          {.mel = panns_mel(), .level = {.top_db = std::nullopt}}},
    Preset<LogMelOptions>{"desed",
                          "DESED baseline: 16 kHz, 2048 / 256, 128 mels, each clip from -1 to 1",
                          {.mel = desed_mel(), .level = desed_level()}},
    Preset<LogMelOptions>{
        "radboud",
        "Radboud practical: 44.1 kHz, 1024 / 256, 64 HTK mels, 1e-10 added before the logarithm",
        {.mel = radboud_mel(), .level = {.amin_mode = AminMode::add, .top_db = std::nullopt}}}};

}  // namespace

std::span<const Preset<LogMelOptions>> LogMelOptions::presets() {
  return preset_table;
}

LogMelOptions resolved(LogMelOptions options) {
  core::check_options(options);
  options.mel = resolved(options.mel);
  check_levels(options.level);
  return options;
}

}  // namespace pinna::features
