#include "pinna/features/spectrum_options.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

namespace pinna::features {
namespace {

/// Below it lies only what rounding leaves of a weight of zero.
constexpr double least_peak = 1e-9;

void check_window(const SpectrumOptions& options) {
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

}  // namespace

SpectrumOptions librosa_spectrum() {
  return {.n_fft = 2048, .pad_mode = dsp::PadMode::constant};
}

SpectrumOptions torchaudio_spectrum() {
  return {.sample_rate = 16000, .n_fft = 400, .hop_length = std::nullopt};
}

SpectrumOptions resolved(SpectrumOptions options) {
  core::check_options(options);
  if (!options.win_length) options.win_length = options.n_fft;
  if (!options.hop_length) options.hop_length = std::max<int64_t>(1, *options.win_length / 2);
  check_window(options);
  return options;
}

std::vector<double> analysis_window(const SpectrumOptions& options) {
  std::vector<double> window =
      dsp::make_window(options.window, options.window_symmetry, options.win_length.value());
  if (options.normalized) {
    double energy = 0;
    for (const double weight : window) energy += weight * weight;
    for (double& weight : window) weight /= std::sqrt(energy);
  }
  return dsp::centered_window(window, options.n_fft);
}

dsp::FrameGrid frame_grid(const SpectrumOptions& options) {
  return {.n_fft = options.n_fft,
          .hop_length = options.hop_length.value(),
          .center = options.center,
          .pad_mode = options.pad_mode};
}

}  // namespace pinna::features
