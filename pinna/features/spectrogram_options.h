// Options of the spectrogram.
#pragma once

#include <span>
#include <string_view>

#include "pinna/core/options.h"
#include "pinna/features/level_options.h"
#include "pinna/features/preset.h"
#include "pinna/features/spectrum_options.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`.
struct SpectrogramOptions {
  static constexpr std::string_view type_name = "spectrogram";
  static constexpr std::string_view meaning = "power or magnitude of the short-time spectrum";

  SpectrumOptions spectrum = {};
  double power = 2;  ///< 1 magnitude, 2 power
  LevelOptions level = {.log = LogKind::none};

  static void fields(auto&& field) {
    core::include(field, &SpectrogramOptions::spectrum);
    field("power", &SpectrogramOptions::power, "exponent of the magnitude: 1 magnitude, 2 power",
          core::between(0.1, 4));
    core::include(field, &SpectrogramOptions::level);
  }
  static std::span<const Preset<SpectrogramOptions>> presets();
  bool operator==(const SpectrogramOptions&) const = default;
};

/// See resolved(SpectrumOptions) and check_levels().
SpectrogramOptions resolved(SpectrogramOptions options);

}  // namespace pinna::features
