// Options of the onset strength envelope.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "pinna/core/options.h"
#include "pinna/features/log_mel_options.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`.
struct OnsetStrengthOptions {
  static constexpr std::string_view type_name = "onset_strength";
  static constexpr std::string_view meaning = "how much the mel bands rise from frame to frame";

  LogMelOptions log_mel = {};
  int64_t lag = 1;       ///< frames
  int64_t max_size = 1;  ///< bands

  static void fields(auto&& field) {
    using O = OnsetStrengthOptions;
    core::include(field, &O::log_mel);
    field("lag", &O::lag, "a frame is compared with the one so many frames before it",
          core::between(1, 1 << 14));
    field("max_size", &O::max_size,
          "the earlier frame's bands are replaced by the maximum of so many neighbours; 1: off",
          core::between(1, 1 << 14));
  }
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<OnsetStrengthOptions>> presets();
  bool operator==(const OnsetStrengthOptions&) const = default;

  /// Frames by which the envelope is delayed against the spectrogram, so that a rise is marked
  /// where its frames are centred: n_fft / (2 hop_length); 0 without `center`.
  int64_t delay() const;
};

/// See resolved(LogMelOptions).
OnsetStrengthOptions resolved(OnsetStrengthOptions options);

}  // namespace pinna::features
