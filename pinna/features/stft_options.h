// Options of the complex short-time spectrum.
#pragma once

#include <span>
#include <string_view>

#include "pinna/core/options.h"
#include "pinna/features/preset.h"
#include "pinna/features/spectrum_options.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`.
struct StftOptions {
  static constexpr std::string_view type_name = "stft";
  static constexpr std::string_view meaning = "short-time Fourier transform, complex";

  SpectrumOptions spectrum = {};

  static void fields(auto&& field) { core::include(field, &StftOptions::spectrum); }
  /// pinna-1, librosa-0.11, torchaudio-0.13.
  static std::span<const Preset<StftOptions>> presets();
  bool operator==(const StftOptions&) const = default;
};

/// See resolved(SpectrumOptions).
StftOptions resolved(StftOptions options);

}  // namespace pinna::features
