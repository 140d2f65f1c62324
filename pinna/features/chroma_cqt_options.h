// Options of the features that fold a constant-Q transform into pitch classes: chroma_cqt,
// chroma_cens and tonnetz, in librosa's words.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "pinna/core/options.h"
#include "pinna/dsp/chroma_bank.h"
#include "pinna/dsp/vector_norm.h"
#include "pinna/dsp/window.h"
#include "pinna/features/constant_q_options.h"
#include "pinna/features/preset.h"
#include "pinna/features/tuning_options.h"

namespace pinna::features {

/// The transform that is folded: librosa.cqt with its defaults but for these.
struct PitchClassOptions {
  int64_t sample_rate = 22050;  ///< Hz
  int64_t hop_length = 512;     ///< samples
  double f_min = c1_hz;         ///< Hz
  Tuning tuning = 0.0;          ///< bins
  int64_t n_chroma = 12;
  int64_t n_octaves = 7;
  std::optional<int64_t> bins_per_octave = 36;  ///< empty: n_chroma

  static void fields(auto&& field) {
    using O = PitchClassOptions;
    using core::between;
    field("sample_rate", &O::sample_rate, "sample rate that audio is converted to [Hz]",
          between(1, 1e6));
    field("hop_length", &O::hop_length, "samples between frames", between(1, 1 << 20));
    field("f_min", &O::f_min, "centre of the lowest bin of the transform [Hz]", between(1e-3, 1e6));
    field("tuning", &O::tuning,
          "deviation from A = 440 Hz [bins of the transform]; estimate: found in each clip",
          between(-1e3, 1e3));
    field("n_chroma", &O::n_chroma, "pitch classes in an octave", between(1, 1 << 10));
    field("n_octaves", &O::n_octaves, "octaves of the transform, from f_min upwards",
          between(1, 64));
    field("bins_per_octave", &O::bins_per_octave,
          "bins of the transform in an octave, a multiple of n_chroma; none: n_chroma",
          between(1, 1 << 10));
  }
  bool operator==(const PitchClassOptions&) const = default;

  int64_t bins_in_octave() const { return bins_per_octave.value_or(n_chroma); }
};

/// The tuning is estimated, otherwise as the defaults.
PitchClassOptions librosa_pitch_classes();

/// Defaults are the preset `pinna-1`.
struct ChromaCqtOptions {
  static constexpr std::string_view type_name = "chroma_cqt";
  static constexpr std::string_view meaning =
      "energy of the twelve pitch classes, from the constant-Q transform";

  PitchClassOptions pitch_classes = {};
  dsp::VectorNorm norm = dsp::NormWord::inf;
  std::optional<double> threshold = 0;

  static void fields(auto&& field) {
    core::include(field, &ChromaCqtOptions::pitch_classes);
    field("norm", &ChromaCqtOptions::norm,
          "norm by which each frame is divided: a number, inf or none", core::between(0.1, 100));
    field("threshold", &ChromaCqtOptions::threshold,
          "sums below it become 0 before the division; none: all are kept");
  }
  static std::span<const Preset<ChromaCqtOptions>> presets();
  bool operator==(const ChromaCqtOptions&) const = default;
};

/// Chroma energy normalized statistics. Defaults are the preset `pinna-1`.
struct ChromaCensOptions {
  static constexpr std::string_view type_name = "chroma_cens";
  static constexpr std::string_view meaning =
      "pitch classes quantised and smoothed over seconds, for matching music";

  PitchClassOptions pitch_classes = {};
  dsp::VectorNorm norm = 2.0;
  std::optional<int64_t> win_len_smooth = 41;  ///< frames
  dsp::WindowShape smoothing_window = dsp::WindowShape::hann;

  static void fields(auto&& field) {
    using O = ChromaCensOptions;
    core::include(field, &O::pitch_classes);
    field("norm", &O::norm, "norm by which each frame is divided: a number, inf or none",
          core::between(0.1, 100));
    field("win_len_smooth", &O::win_len_smooth,
          "frames over which the classes are averaged; none: they are not",
          core::between(1, 1 << 16));
    field("smoothing_window", &O::smoothing_window,
          "weights of the average: hann, hamming, blackman, povey or rectangular");
  }
  static std::span<const Preset<ChromaCensOptions>> presets();
  bool operator==(const ChromaCensOptions&) const = default;
};

/// Defaults are the preset `pinna-1`.
struct TonnetzOptions {
  static constexpr std::string_view type_name = "tonnetz";
  static constexpr std::string_view meaning =
      "tonal centroids: pitch classes as fifths, minor and major thirds";

  ChromaCqtOptions chroma = {};

  static void fields(auto&& field) { core::include(field, &TonnetzOptions::chroma); }
  static std::span<const Preset<TonnetzOptions>> presets();
  bool operator==(const TonnetzOptions&) const = default;
};

/// The same options with bins_per_octave filled in. InvalidOptions that names the field where one
/// is out of range, bins_per_octave is no multiple of n_chroma, or filters would reach beyond half
/// the sample rate.
ChromaCqtOptions resolved(ChromaCqtOptions options);
ChromaCensOptions resolved(ChromaCensOptions options);
TonnetzOptions resolved(TonnetzOptions options);

/// The transform that is folded, and how.
CqtOptions folded_cqt(const PitchClassOptions& options);
dsp::ConstantQFold constant_q_fold(const PitchClassOptions& options);

}  // namespace pinna::features
