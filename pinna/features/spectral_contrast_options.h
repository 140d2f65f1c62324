// Options of spectral contrast.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/features/preset.h"
#include "pinna/features/spectrum_options.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`.
struct SpectralContrastOptions {
  static constexpr std::string_view type_name = "spectral_contrast";
  static constexpr std::string_view meaning = "peak minus valley of the spectrum, by octave";

  SpectrumOptions spectrum = {};
  double f_min = 200;      ///< Hz
  int64_t n_bands = 6;     ///< octaves above f_min; one band more lies below it
  double quantile = 0.02;  ///< part of a band's bins that make its peak, and its valley
  bool linear = false;
  std::optional<double> top_db = 80;  ///< dB

  static void fields(auto&& field) {
    using O = SpectralContrastOptions;
    using core::between;
    core::include(field, &O::spectrum);
    field("f_min", &O::f_min, "upper edge of the lowest band [Hz]", between(1e-3, 1e6));
    field("n_bands", &O::n_bands, "octaves above f_min", between(1, 64));
    field("quantile", &O::quantile, "part of a band's bins that make its peak and its valley",
          between(1e-6, 1 - 1e-6));
    field("linear", &O::linear, "peak - valley instead of their difference in decibels");
    field("top_db", &O::top_db,
          "range kept below the clip's largest peak, and below its largest valley [dB]; none: all",
          core::at_least(0));
  }
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<SpectralContrastOptions>> presets();
  bool operator==(const SpectralContrastOptions&) const = default;
};

/// The bins of a band, and how many of them make its peak and its valley.
struct ContrastBand {
  int64_t first_bin = 0;
  int64_t num_bins = 0;
  int64_t num_extreme = 1;
  double low_hz = 0;
  double high_hz = 0;
};

/// Every band, the lowest first: n_bands + 1. Neighbours share no bin; the last ends at half the
/// sample rate. Takes resolved options.
std::vector<ContrastBand> contrast_bands(const SpectralContrastOptions& options);

/// See resolved(SpectrumOptions); InvalidOptions too where a band begins at or above half the
/// sample rate or holds no bin.
SpectralContrastOptions resolved(SpectralContrastOptions options);

}  // namespace pinna::features
