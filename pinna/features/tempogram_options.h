// Options of the tempogram.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "pinna/core/options.h"
#include "pinna/features/onset_strength_options.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// max: each frame's largest magnitude becomes 1. none: autocorrelations as they are.
enum class TempogramNorm { max, none };

/// Defaults are the preset `pinna-1`.
struct TempogramOptions {
  static constexpr std::string_view type_name = "tempogram";
  static constexpr std::string_view meaning =
      "autocorrelation of the onset strength: which tempi are present";

  OnsetStrengthOptions onset = {};
  int64_t tempogram_length = 384;  ///< frames
  TempogramNorm tempogram_norm = TempogramNorm::max;

  static void fields(auto&& field);
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<TempogramOptions>> presets();
  bool operator==(const TempogramOptions&) const = default;
};

/// See resolved(OnsetStrengthOptions).
TempogramOptions resolved(TempogramOptions options);

}  // namespace pinna::features

template <>
struct pinna::core::EnumNames<pinna::features::TempogramNorm> {
  using Norm = features::TempogramNorm;
  static constexpr std::array names{std::pair{Norm::max, "max"}, std::pair{Norm::none, "none"}};
};

namespace pinna::features {

void TempogramOptions::fields(auto&& field) {
  using O = TempogramOptions;
  core::include(field, &O::onset);
  field("tempogram_length", &O::tempogram_length,
        "onset strengths that are correlated at a time, and number of lags [frames]",
        core::between(2, 1 << 15));
  field("tempogram_norm", &O::tempogram_norm, "max: each frame divided by its maximum, or none");
}

}  // namespace pinna::features
