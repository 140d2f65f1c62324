// Options of deltas: how fast a log-mel spectrogram or its cepstrum changes.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "pinna/core/options.h"
#include "pinna/features/mfcc_options.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// The feature whose change is taken. mfcc: of the levels written here; note that AmplitudeToDB has
/// no top_db of its own, unlike torchaudio's MFCC.
enum class DeltaSource { log_mel, mfcc };
/// savgol: the derivative of a polynomial that is fitted to the window (librosa). regression: the
/// slope of a line, for order 2 the slope of the slopes (torchaudio, HTK).
enum class DeltaMethod { savgol, regression };
/// What stands beyond the ends. interp: the polynomial of the first and last whole window goes on.
/// nearest (replicate): the end frame. mirror (reflect): without repeating it. wrap (circular): the
/// clip again. constant: zeros.
enum class DeltaMode { interp, nearest, mirror, wrap, constant };

/// Defaults are the preset `pinna-1`.
struct DeltaOptions {
  static constexpr std::string_view type_name = "delta";
  static constexpr std::string_view meaning =
      "change over time of log-mel bands or cepstral coefficients";

  MfccOptions mfcc = {};  ///< of which the source log_mel needs only that part
  DeltaSource source = DeltaSource::log_mel;
  int64_t order = 1;
  int64_t delta_width = 9;  ///< frames
  DeltaMethod method = DeltaMethod::savgol;
  DeltaMode mode = DeltaMode::nearest;

  static void fields(auto&& field);
  /// pinna-1, librosa-0.11, torchaudio-0.13.
  static std::span<const Preset<DeltaOptions>> presets();
  bool operator==(const DeltaOptions&) const = default;

  /// Frames on either side of the middle of a window.
  int64_t half_width() const { return (delta_width - 1) / 2; }
};

/// See resolved(MfccOptions) and resolved(LogMelOptions). InvalidOptions too where a savgol window
/// is even or not longer than `order`.
DeltaOptions resolved(DeltaOptions options);

}  // namespace pinna::features

template <>
struct pinna::core::EnumNames<pinna::features::DeltaSource> {
  static constexpr std::array names{std::pair{features::DeltaSource::log_mel, "log_mel"},
                                    std::pair{features::DeltaSource::mfcc, "mfcc"}};
};
template <>
struct pinna::core::EnumNames<pinna::features::DeltaMethod> {
  static constexpr std::array names{std::pair{features::DeltaMethod::savgol, "savgol"},
                                    std::pair{features::DeltaMethod::regression, "regression"}};
};
template <>
struct pinna::core::EnumNames<pinna::features::DeltaMode> {
  using Mode = features::DeltaMode;
  static constexpr std::array names{
      std::pair{Mode::interp, "interp"},     std::pair{Mode::nearest, "nearest"},
      std::pair{Mode::mirror, "mirror"},     std::pair{Mode::wrap, "wrap"},
      std::pair{Mode::constant, "constant"}, std::pair{Mode::nearest, "replicate"},
      std::pair{Mode::mirror, "reflect"},    std::pair{Mode::wrap, "circular"}};
};

namespace pinna::features {

void DeltaOptions::fields(auto&& field) {
  using O = DeltaOptions;
  using core::between;
  field("source", &O::source, "log_mel or mfcc, with the settings below");
  field("order", &O::order, "1: delta, 2: delta-delta, ...", between(1, 8));
  field("delta_width", &O::delta_width, "window of the derivative [frames]", between(3, 1 << 14));
  field("method", &O::method,
        "savgol: derivative of a fitted polynomial, regression: slope of slopes");
  field(
      "mode", &O::mode,
      "beyond the ends: interp, nearest (replicate), mirror (reflect), wrap (circular), constant");
  core::include(field, &O::mfcc);
}

}  // namespace pinna::features
