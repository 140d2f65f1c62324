#include "pinna/features/mfcc_options.h"

#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include <fmt/format.h>

namespace pinna::features {
namespace {

LogMelOptions radboud_log_mel_of_full_window() {
  LogMelOptions options{
      .mel = radboud_mel(),
      .level = {.amin_mode = AminMode::add, .multiplier = 10, .top_db = std::nullopt}};
  options.mel.spectrum.win_length = std::nullopt;
  return options;
}

const std::array preset_table{
    Preset<MfccOptions>{"pinna-1", "20 coefficients of the log-mel of pinna-1", {}},
    Preset<MfccOptions>{"librosa-0.11",
                        "librosa.feature.mfcc, defaults of 0.11",
                        {.log_mel = {.mel = librosa_mel(), .level = power_to_db_level()}}},
    Preset<MfccOptions>{
        "torchaudio-0.13",
        "torchaudio.transforms.MFCC, defaults of 0.13, its 80 dB range per clip",
        {.log_mel = {.mel = torchaudio_mel(), .level = power_to_db_level()}, .n_mfcc = 40}},
    Preset<MfccOptions>{
        "radboud",
        "Radboud practical: 64 of 64 coefficients, window of n_fft, unlike its mel spectrogram",
        {.log_mel = radboud_log_mel_of_full_window(), .n_mfcc = 64}}};

}  // namespace

std::span<const Preset<MfccOptions>> MfccOptions::presets() {
  return preset_table;
}

MfccOptions resolved(MfccOptions options) {
  core::check_options(options);
  options.log_mel = resolved(options.log_mel);
  const int64_t n_mels = options.log_mel.mel.n_mels;
  if (options.n_mfcc > n_mels)
    throw core::InvalidOptions({.what = "n_mfcc",
                                .got = std::to_string(options.n_mfcc),
                                .expected = fmt::format("at most n_mels = {}", n_mels),
                                .fix = "raise n_mels or keep fewer coefficients"});
  return options;
}

std::vector<float> mfcc_matrix(const MfccOptions& options) {
  return dsp::cosine_matrix({.type = options.dct_type,
                             .norm = options.dct_norm,
                             .num_coefficients = options.n_mfcc,
                             .num_inputs = options.log_mel.mel.n_mels,
                             .lifter = options.lifter});
}

}  // namespace pinna::features
