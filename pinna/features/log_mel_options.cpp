#include "pinna/features/log_mel_options.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<LogMelOptions>{
        "pinna-1", "22.05 kHz, 1024 / 512, 64 Slaney mels, reflected ends, 80 dB range", {}},
    Preset<LogMelOptions>{"librosa-0.11",
                          "librosa.feature.melspectrogram and power_to_db, defaults of 0.11",
                          {.n_fft = 2048, .pad_mode = dsp::PadMode::constant, .n_mels = 128}},
    Preset<LogMelOptions>{
        "torchaudio-0.13",
        "torchaudio.transforms.MelSpectrogram and AmplitudeToDB, defaults of 0.13",
        {.sample_rate = 16000,
         .n_fft = 400,
         .hop_length = std::nullopt,
         .n_mels = 128,
         .mel_scale = dsp::FrequencyScale::htk,
         .mel_norm = dsp::BandNorm::none,
         .mel_arithmetic = dsp::BankArithmetic::float32,
         .top_db = std::nullopt}}};

/// Below it lies only what rounding leaves of a weight of zero.
constexpr double least_peak = 1e-9;

double nyquist(const LogMelOptions& options) {
  return options.mel_arithmetic == dsp::BankArithmetic::float32
             ? static_cast<double>(options.sample_rate / 2)
             : static_cast<double>(options.sample_rate) / 2;
}

void check_window(const LogMelOptions& options) {
  if (*options.win_length > options.n_fft)
    throw core::InvalidOptions({.what = "win_length",
                                .got = std::to_string(*options.win_length),
                                .expected = fmt::format("at most n_fft = {}", options.n_fft),
                                .fix = "raise n_fft or shorten the window"});
  const std::vector<double> window =
      dsp::make_window(options.window, options.window_symmetry, *options.win_length);
  if (*std::max_element(window.begin(), window.end()) < least_peak)
    throw core::InvalidOptions(
        {.what = "window",
         .got = fmt::format("zeros throughout its {} samples", window.size()),
         .expected = "a weight above 0",
         .fix = "raise win_length or set window_symmetry = \"periodic\""});
}

void check_edges(const LogMelOptions& options) {
  const double limit = static_cast<double>(options.sample_rate) / 2;
  if (*options.f_max > limit)
    throw core::InvalidOptions(
        {.what = "f_max",
         .got = fmt::format("{} Hz", *options.f_max),
         .expected = fmt::format("at most half the sample rate, {} Hz", limit),
         .fix = "lower f_max or write \"none\""});
  if (options.f_min >= *options.f_max)
    throw core::InvalidOptions({.what = "f_min",
                                .got = fmt::format("{} Hz", options.f_min),
                                .expected = fmt::format("below f_max = {} Hz", *options.f_max)});
}

}  // namespace

std::span<const Preset<LogMelOptions>> LogMelOptions::presets() {
  return preset_table;
}

LogMelOptions resolved(LogMelOptions options) {
  core::check_options(options);
  if (!options.win_length) options.win_length = options.n_fft;
  if (!options.hop_length) options.hop_length = std::max<int64_t>(1, *options.win_length / 2);
  if (!options.f_max) options.f_max = nyquist(options);
  check_window(options);
  check_edges(options);
  return options;
}

std::vector<double> analysis_window(const LogMelOptions& options) {
  std::vector<double> window =
      dsp::make_window(options.window, options.window_symmetry, options.win_length.value());
  if (options.normalized) {
    double energy = 0;
    for (const double weight : window) energy += weight * weight;
    for (double& weight : window) weight /= std::sqrt(energy);
  }
  return dsp::centered_window(window, options.n_fft);
}

dsp::FrameGrid frame_grid(const LogMelOptions& options) {
  return {.n_fft = options.n_fft,
          .hop_length = options.hop_length.value(),
          .center = options.center,
          .pad_mode = options.pad_mode};
}

dsp::BandMatrix mel_bank(const LogMelOptions& options) {
  return dsp::make_triangular_bank({.sample_rate = options.sample_rate,
                                    .n_fft = options.n_fft,
                                    .num_bands = options.n_mels,
                                    .f_min = options.f_min,
                                    .f_max = options.f_max.value(),
                                    .scale = options.mel_scale,
                                    .norm = options.mel_norm,
                                    .arithmetic = options.mel_arithmetic});
}

}  // namespace pinna::features
