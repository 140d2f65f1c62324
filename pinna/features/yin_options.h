// Options of YIN.
#pragma once

#include <span>
#include <string_view>

#include "pinna/core/options.h"
#include "pinna/features/pitch_options.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`.
struct YinOptions {
  static constexpr std::string_view type_name = "yin";
  static constexpr std::string_view meaning = "fundamental frequency of every frame";

  PitchOptions pitch = {};
  double trough_threshold = 0.1;

  static void fields(auto&& field) {
    core::include(field, &YinOptions::pitch);
    field("trough_threshold", &YinOptions::trough_threshold,
          "the first trough of the difference function below it is the period",
          core::between(0, 1e6));
  }
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<YinOptions>> presets();
  bool operator==(const YinOptions&) const = default;
};

/// See resolved(PitchOptions).
YinOptions resolved(YinOptions options);

}  // namespace pinna::features
