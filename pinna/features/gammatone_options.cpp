#include "pinna/features/gammatone_options.h"

#include <array>

#include <fmt/format.h>

#include "pinna/dsp/gammatone_bank.h"

namespace pinna::features {
namespace {

const std::array preset_table{Preset<GammatoneOptions>{
    "pinna-1", "22.05 kHz, 64 filters from 50 Hz, 1024 / 512, 80 dB range", {}}};

void check_edges(const GammatoneOptions& options) {
  const double nyquist = static_cast<double>(options.sample_rate) / 2;
  if (*options.f_max >= nyquist)
    throw core::InvalidOptions(
        {.what = "f_max",
         .got = fmt::format("{} Hz", *options.f_max),
         .expected = fmt::format("below half the sample rate, {} Hz", nyquist),
         .fix = "lower f_max or write \"none\""});
  if (options.f_min > *options.f_max || (options.f_min == *options.f_max && options.n_filters > 1))
    throw core::InvalidOptions({.what = "f_min",
                                .got = fmt::format("{} Hz", options.f_min),
                                .expected = fmt::format("below f_max = {} Hz", *options.f_max)});
}

}  // namespace

std::span<const Preset<GammatoneOptions>> GammatoneOptions::presets() {
  return preset_table;
}

GammatoneOptions resolved(GammatoneOptions options) {
  core::check_options(options);
  if (!options.f_max) options.f_max = 0.45 * static_cast<double>(options.sample_rate);
  check_edges(options);
  check_levels(options.level);
  return options;
}

std::vector<double> gammatone_centers(const GammatoneOptions& options) {
  return dsp::erb_spaced(options.f_min, options.f_max.value(), options.n_filters);
}

dsp::FrameGrid frame_grid(const GammatoneOptions& options) {
  return {.n_fft = options.win_length,
          .hop_length = options.hop_length,
          .center = options.center,
          .pad_mode = dsp::PadMode::constant};
}

}  // namespace pinna::features
