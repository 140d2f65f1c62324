#include "pinna/features/spectral_contrast_options.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<SpectralContrastOptions>{
        "pinna-1", "22.05 kHz, 1024 / 512, reflected ends, 6 octaves from 200 Hz, 80 dB range", {}},
    Preset<SpectralContrastOptions>{"librosa-0.11",
                                    "librosa.feature.spectral_contrast, defaults of 0.11",
                                    {.spectrum = librosa_spectrum()}}};

[[noreturn]] void throw_empty_band(const ContrastBand& band, double bin_spacing) {
  throw core::InvalidOptions(
      {.what = "n_fft",
       .got =
           fmt::format("no bin for the band from {:.6g} to {:.6g} Hz", band.low_hz, band.high_hz),
       .expected = fmt::format("bins closer than the present {:.6g} Hz", bin_spacing),
       .fix = "raise n_fft or f_min"});
}

void check_edges(const SpectralContrastOptions& options) {
  const double highest = options.f_min * std::exp2(static_cast<double>(options.n_bands - 1));
  const double limit = static_cast<double>(options.spectrum.sample_rate) / 2;
  if (highest >= limit)
    throw core::InvalidOptions(
        {.what = "n_bands",
         .got = fmt::format("{}, the last of which begins at {:.6g} Hz", options.n_bands, highest),
         .expected = fmt::format("all to begin below half the sample rate, {} Hz", limit),
         .fix = "lower n_bands or f_min"});
}

/// Band `index` as librosa places it: both edge frequencies belong to it, then a band takes one bin
/// below its lower edge and leaves its last bin to the band above.
ContrastBand band_at(const SpectralContrastOptions& options, int64_t index) {
  const bool is_first = index == 0, is_last = index == options.n_bands;
  ContrastBand band;
  if (!is_first) band.low_hz = options.f_min * std::exp2(static_cast<double>(index - 1));
  band.high_hz = options.f_min * std::exp2(static_cast<double>(index));
  const int64_t all = options.spectrum.num_bins();
  int64_t begin = 0, end = 0;
  while (begin < all && options.spectrum.bin_hz(begin) < band.low_hz) ++begin;
  while (end < all && options.spectrum.bin_hz(end) <= band.high_hz) ++end;
  if (begin >= end) throw_empty_band(band, options.spectrum.bin_hz(1));
  if (!is_first) --begin;
  if (is_last) end = all;
  band.first_bin = begin;
  band.num_bins = is_last ? end - begin : end - begin - 1;
  if (band.num_bins == 0) throw_empty_band(band, options.spectrum.bin_hz(1));
  const auto wanted =
      static_cast<int64_t>(std::nearbyint(options.quantile * static_cast<double>(end - begin)));
  band.num_extreme = std::clamp<int64_t>(wanted, 1, band.num_bins);
  return band;
}

}  // namespace

std::span<const Preset<SpectralContrastOptions>> SpectralContrastOptions::presets() {
  return preset_table;
}

std::vector<ContrastBand> contrast_bands(const SpectralContrastOptions& options) {
  std::vector<ContrastBand> bands;
  for (int64_t index = 0; index <= options.n_bands; ++index)
    bands.push_back(band_at(options, index));
  return bands;
}

SpectralContrastOptions resolved(SpectralContrastOptions options) {
  core::check_options(options);
  options.spectrum = resolved(options.spectrum);
  check_edges(options);
  contrast_bands(options);
  return options;
}

}  // namespace pinna::features
