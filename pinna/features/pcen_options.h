// Options of per-channel energy normalisation.
#pragma once

#include <span>
#include <string_view>

#include "pinna/core/options.h"
#include "pinna/features/mel_options.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`.
struct PcenOptions {
  static constexpr std::string_view type_name = "pcen";
  static constexpr std::string_view meaning =
      "mel bands divided by their own past: steady noise fades, onsets stay";

  MelOptions mel = {.power = 1};
  double scale =
      2147483648;  ///< full scale of 32-bit samples, for which the other numbers are meant
  double gain = 0.98;
  double bias = 2;
  double pcen_power = 0.5;
  double time_constant = 0.4;  ///< seconds
  double eps = 1e-6;           ///< in units of scaled magnitude^power

  static void fields(auto&& field) {
    using O = PcenOptions;
    using core::between;
    core::include(field, &O::mel);
    field("scale", &O::scale, "factor of the band values; 2^31: samples counted as 32-bit integers",
          between(1e-3, 1e12));
    field("gain", &O::gain, "exponent of the smoothed energy that bands are divided by: 0 to 2",
          between(0, 2));
    field("bias", &O::bias, "added before the compression, its power subtracted after it",
          between(0, 1e6));
    field("pcen_power", &O::pcen_power, "exponent of the compression; 0: ln(1 + x)", between(0, 4));
    field("time_constant", &O::time_constant, "of the smoothing filter [s]", between(1e-6, 1e6));
    field("eps", &O::eps, "added to the smoothed energy [scaled magnitude^power]",
          between(1e-12, 1e6));
  }
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<PcenOptions>> presets();
  bool operator==(const PcenOptions&) const = default;
};

/// See resolved(MelOptions).
PcenOptions resolved(PcenOptions options);

/// The smoothing filter M[f] = (1 - s) M[f - 1] + s x[f]: its s. Takes resolved options.
double smoothing_coefficient(const PcenOptions& options);

}  // namespace pinna::features
