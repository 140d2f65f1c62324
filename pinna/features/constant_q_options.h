// Options of the constant-Q and the variable-Q transform, in librosa's words.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "pinna/core/options.h"
#include "pinna/dsp/frame_grid.h"
#include "pinna/dsp/vector_norm.h"
#include "pinna/dsp/wavelet_bank.h"
#include "pinna/dsp/window.h"
#include "pinna/features/level_options.h"
#include "pinna/features/preset.h"
#include "pinna/features/tuning_options.h"

namespace pinna::features {

/// The pitch C1, where A4 is 440 Hz [Hz].
inline constexpr double c1_hz = 32.70319566257483;

/// magnitude: |X|. complex: real parts of all bins, then their imaginary parts.
enum class ConstantQPart { magnitude, complex };

/// Where the bins lie, and the filters that measure them.
struct ConstantQOptions {
  int64_t sample_rate = 22050;  ///< Hz
  int64_t hop_length = 512;     ///< samples
  double f_min = c1_hz;         ///< Hz
  int64_t n_bins = 84;
  int64_t bins_per_octave = 12;
  Tuning tuning = 0.0;  ///< bins
  double filter_scale = 1;
  dsp::VectorNorm norm = 1.0;
  double sparsity = 0.01;
  dsp::WindowShape window = dsp::WindowShape::hann;
  bool scale = true;
  dsp::PadMode pad_mode = dsp::PadMode::reflect;
  ConstantQPart part = ConstantQPart::magnitude;
  LevelOptions level = {.log = LogKind::none, .amin = 1e-5};

  static void fields(auto&& field);
  bool operator==(const ConstantQOptions&) const = default;
};

/// The transform whose filters are equally wide relative to their frequency. Defaults are the
/// preset `pinna-1`.
struct CqtOptions {
  static constexpr std::string_view type_name = "cqt";
  static constexpr std::string_view meaning =
      "constant-Q transform: magnitude in bands of equal width on the scale of notes";

  ConstantQOptions constant_q = {};

  static void fields(auto&& field) { core::include(field, &CqtOptions::constant_q); }
  static std::span<const Preset<CqtOptions>> presets();
  bool operator==(const CqtOptions&) const = default;
};

/// The transform whose filters widen towards low frequencies. Defaults are the preset `pinna-1`.
struct VqtOptions {
  static constexpr std::string_view type_name = "vqt";
  static constexpr std::string_view meaning =
      "variable-Q transform: constant-Q with wider filters at low notes";

  ConstantQOptions constant_q = {};
  std::optional<double> gamma = std::nullopt;  ///< Hz; empty: as the ear's bandwidths

  static void fields(auto&& field) {
    core::include(field, &VqtOptions::constant_q);
    field("gamma", &VqtOptions::gamma,
          "width added to every filter [Hz]; 0: constant Q, none: as the ear's filters (ERB)",
          core::between(0, 1e5));
  }
  static std::span<const Preset<VqtOptions>> presets();
  bool operator==(const VqtOptions&) const = default;
};

/// librosa.cqt and librosa.vqt 0.11: zeros at the ends, magnitudes.
ConstantQOptions librosa_constant_q();
/// The constant-Q transform is the variable-Q transform with gamma = 0.
VqtOptions as_vqt(const CqtOptions& options);

/// The options themselves; InvalidOptions that names the field where one is out of range or filters
/// would reach beyond half the sample rate, be shorter than two samples or longer than 2^20 (at
/// every tuning that a clip can have, where it is estimated); see check_levels() too.
CqtOptions resolved(CqtOptions options);
VqtOptions resolved(VqtOptions options);

/// The wavelets of all bins at that tuning [bins].
dsp::WaveletSpec wavelet_spec(const VqtOptions& options, double tuning);
/// The tuning where it is a number, otherwise 0.
double nominal_tuning(const Tuning& tuning);

}  // namespace pinna::features

template <>
struct pinna::core::EnumNames<pinna::features::ConstantQPart> {
  using Part = features::ConstantQPart;
  static constexpr std::array names{std::pair{Part::magnitude, "magnitude"},
                                    std::pair{Part::complex, "complex"}};
};

namespace pinna::features {

void ConstantQOptions::fields(auto&& field) {
  using O = ConstantQOptions;
  using core::between;
  field("sample_rate", &O::sample_rate, "sample rate that audio is converted to [Hz]",
        between(1, 1e6));
  field("hop_length", &O::hop_length, "samples between frames", between(1, 1 << 20));
  field("f_min", &O::f_min, "centre of the first bin [Hz]", between(1e-3, 1e6));
  field("n_bins", &O::n_bins, "bins, from f_min upwards", between(1, 1 << 12));
  field("bins_per_octave", &O::bins_per_octave, "bins in an octave", between(1, 1 << 10));
  field("tuning", &O::tuning, "shift of all bins [bins]; estimate: found in each clip",
        between(-1e3, 1e3));
  field("filter_scale", &O::filter_scale, "factor of the filters' lengths", between(1e-3, 1e3));
  field("norm", &O::norm, "norm of the filters' samples: a number, inf or none", between(0.1, 100));
  field("sparsity", &O::sparsity, "part of each filter's spectrum that is left out",
        between(0, 0.999));
  field("window", &O::window, "hann, hamming, blackman, povey or rectangular");
  field("scale", &O::scale, "divide each bin by the square root of its filter's length");
  field("pad_mode", &O::pad_mode, "what stands beyond the ends: constant, reflect, replicate");
  field("part", &O::part, "magnitude, or complex: real parts, then imaginary parts");
  core::include(field, &O::level);
}

}  // namespace pinna::features
