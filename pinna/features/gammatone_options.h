// Options of the gammatone cochleagram.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/dsp/frame_grid.h"
#include "pinna/features/level_options.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`.
struct GammatoneOptions {
  static constexpr std::string_view type_name = "gammatone";
  static constexpr std::string_view meaning =
      "cochleagram: energy of gammatone filters, spaced and as wide as the ear's";

  int64_t sample_rate = 22050;  ///< Hz
  int64_t n_filters = 64;
  double f_min = 50;                           ///< Hz
  std::optional<double> f_max = std::nullopt;  ///< Hz; empty: 0.45 sample_rate
  double bandwidth = 1.019;                    ///< b in exp(-2 pi b t), in ERBs
  int64_t win_length = 1024;                   ///< samples
  int64_t hop_length = 512;                    ///< samples
  bool center = true;
  double power = 2;  ///< 1 root mean square, 2 mean square
  LevelOptions level = {};

  static void fields(auto&& field) {
    using O = GammatoneOptions;
    using core::between;
    field("sample_rate", &O::sample_rate, "sample rate that audio is converted to [Hz]",
          between(1, 1e6));
    field("n_filters", &O::n_filters, "filters, evenly spaced on the ERB scale",
          between(1, 1 << 14));
    field("f_min", &O::f_min, "centre of the first filter [Hz]", core::at_least(0));
    field("f_max", &O::f_max, "centre of the last filter [Hz]; none: 0.45 sample_rate",
          core::at_least(0));
    field("bandwidth", &O::bandwidth,
          "b in t^3 exp(-2 pi b t) cos(2 pi f t), in equivalent rectangular bandwidths",
          between(0.1, 10));
    field("win_length", &O::win_length, "samples over which the output is averaged",
          between(1, 1 << 20));
    field("hop_length", &O::hop_length, "samples between frames", between(1, 1 << 20));
    field("center", &O::center,
          "frame f is centred on f * hop_length, with silence beyond the ends");
    field("power", &O::power, "exponent of the amplitude: 1 root mean square, 2 mean square",
          between(0.1, 4));
    core::include(field, &O::level);
  }
  /// pinna-1.
  static std::span<const Preset<GammatoneOptions>> presets();
  bool operator==(const GammatoneOptions&) const = default;
};

/// With f_max filled in. InvalidOptions that names the field unless f_min < f_max < sample_rate / 2
/// (f_min <= f_max for one filter); see check_levels() too.
GammatoneOptions resolved(GammatoneOptions options);

/// Centre frequencies [Hz]. Takes resolved options.
std::vector<double> gammatone_centers(const GammatoneOptions& options);
/// Where the averages lie; silence stands beyond the ends.
dsp::FrameGrid frame_grid(const GammatoneOptions& options);

}  // namespace pinna::features
