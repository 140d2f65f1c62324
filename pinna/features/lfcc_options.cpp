#include "pinna/features/lfcc_options.h"

#include <array>
#include <string>

#include <fmt/format.h>

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<LfccOptions>{"pinna-1", "22.05 kHz, 1024 / 512, 20 coefficients of 64 bands", {}},
    Preset<LfccOptions>{"torchaudio-0.13",
                        "torchaudio.transforms.LFCC, defaults of 0.13, its 80 dB range per clip",
                        {.spectrum = torchaudio_spectrum(),
                         .n_filter = 128,
                         .bank_arithmetic = dsp::BankArithmetic::float32,
                         .level = power_to_db_level(),
                         .n_lfcc = 40}}};

}  // namespace

std::span<const Preset<LfccOptions>> LfccOptions::presets() {
  return preset_table;
}

LogMelOptions LfccOptions::bands() const {
  return {.mel = {.spectrum = spectrum,
                  .power = power,
                  .n_mels = n_filter,
                  .f_min = f_min,
                  .f_max = f_max,
                  .mel_scale = dsp::FrequencyScale::linear,
                  .mel_norm = dsp::BandNorm::none,
                  .mel_arithmetic = bank_arithmetic},
          .level = level};
}

LfccOptions resolved(LfccOptions options) {
  core::check_options(options);
  const LogMelOptions bands = resolved(options.bands());
  options.spectrum = bands.mel.spectrum;
  options.f_max = bands.mel.f_max;
  if (options.n_lfcc > options.n_filter)
    throw core::InvalidOptions({.what = "n_lfcc",
                                .got = std::to_string(options.n_lfcc),
                                .expected = fmt::format("at most n_filter = {}", options.n_filter),
                                .fix = "raise n_filter or keep fewer coefficients"});
  if (options.dct_type == 1 && options.n_filter < 2)
    throw core::InvalidOptions({.what = "dct_type",
                                .got = "1",
                                .expected = "2 or 3 for a single band",
                                .fix = "raise n_filter"});
  return options;
}

std::vector<float> lfcc_matrix(const LfccOptions& options) {
  return dsp::cosine_matrix({.type = options.dct_type,
                             .norm = options.dct_norm,
                             .num_coefficients = options.n_lfcc,
                             .num_inputs = options.n_filter});
}

}  // namespace pinna::features
