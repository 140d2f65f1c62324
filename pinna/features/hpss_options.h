// Options of the separation into harmonic and percussive parts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "pinna/core/options.h"
#include "pinna/features/preset.h"
#include "pinna/features/spectrum_options.h"

namespace pinna::features {

/// What both parts share. Defaults are the preset `pinna-1`.
struct HpssOptions {
  SpectrumOptions spectrum = {};
  int64_t kernel_size = 31;  ///< frames and bins
  std::optional<double> power = 2;
  double margin = 1;

  static void fields(auto&& field) {
    using O = HpssOptions;
    core::include(field, &O::spectrum);
    field("kernel_size", &O::kernel_size, "length of the median filters [frames, bins]",
          core::between(1, 1023));
    field("power", &O::power, "exponent of the soft masks; none: masks of 0 and 1",
          core::between(1e-3, 100));
    field("margin", &O::margin,
          "how much stronger one part must be; above 1, what is neither is in no part",
          core::between(1, 1e6));
  }
  bool operator==(const HpssOptions&) const = default;
};

/// The part that lasts: magnitudes that a median along time keeps.
struct HpssHarmonicOptions {
  static constexpr std::string_view type_name = "hpss_harmonic";
  static constexpr std::string_view meaning = "the part of the spectrogram that lasts: tones";
  HpssOptions hpss = {};

  static void fields(auto&& field) { core::include(field, &HpssHarmonicOptions::hpss); }
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<HpssHarmonicOptions>> presets();
  bool operator==(const HpssHarmonicOptions&) const = default;
};

/// The part that is brief: magnitudes that a median along frequency keeps.
struct HpssPercussiveOptions {
  static constexpr std::string_view type_name = "hpss_percussive";
  static constexpr std::string_view meaning =
      "the part of the spectrogram that is brief: beats and clicks";
  HpssOptions hpss = {};

  static void fields(auto&& field) { core::include(field, &HpssPercussiveOptions::hpss); }
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<HpssPercussiveOptions>> presets();
  bool operator==(const HpssPercussiveOptions&) const = default;
};

/// See resolved(SpectrumOptions).
HpssOptions resolved(HpssOptions options);
HpssHarmonicOptions resolved(HpssHarmonicOptions options);
HpssPercussiveOptions resolved(HpssPercussiveOptions options);

}  // namespace pinna::features
