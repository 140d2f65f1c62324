// Options of the log-mel spectrogram.
#pragma once

#include <span>
#include <string_view>

#include "pinna/core/options.h"
#include "pinna/features/level_options.h"
#include "pinna/features/mel_options.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`.
struct LogMelOptions {
  static constexpr std::string_view type_name = "log_mel";
  static constexpr std::string_view meaning =
      "mel spectrogram in decibels: the usual input of networks";

  MelOptions mel = {};
  LevelOptions level = {};

  static void fields(auto&& field) {
    core::include(field, &LogMelOptions::mel);
    core::include(field, &LogMelOptions::level);
  }
  /// pinna-1, librosa-0.11, torchaudio-0.13, panns, desed, radboud.
  static std::span<const Preset<LogMelOptions>> presets();
  bool operator==(const LogMelOptions&) const = default;
};

/// See resolved(MelOptions) and check_levels().
LogMelOptions resolved(LogMelOptions options);

}  // namespace pinna::features
