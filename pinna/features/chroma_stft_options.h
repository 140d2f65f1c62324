// Options of the chromagram of short-time spectra.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/dsp/vector_norm.h"
#include "pinna/features/preset.h"
#include "pinna/features/spectrum_options.h"
#include "pinna/features/tuning_options.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`.
struct ChromaStftOptions {
  static constexpr std::string_view type_name = "chroma_stft";
  static constexpr std::string_view meaning =
      "energy of the twelve pitch classes, from the short-time spectrum";

  SpectrumOptions spectrum = {};
  int64_t n_chroma = 12;
  Tuning tuning = 0.0;  ///< pitch classes
  dsp::VectorNorm norm = dsp::NormWord::inf;
  double ctroct = 5;
  std::optional<double> octwidth = 2;  ///< octaves
  bool base_c = true;

  static void fields(auto&& field) {
    using O = ChromaStftOptions;
    using core::between;
    core::include(field, &O::spectrum);
    field("n_chroma", &O::n_chroma, "pitch classes in an octave", between(1, 1 << 10));
    field("tuning", &O::tuning,
          "deviation from A = 440 Hz [pitch classes]; estimate: found in each clip",
          between(-1e3, 1e3));
    field("norm", &O::norm, "norm by which each frame is divided: a number, inf or none",
          between(0.1, 100));
    field("ctroct", &O::ctroct, "octave above A0 = 27.5 Hz that weighs most", between(-100, 100));
    field("octwidth", &O::octwidth, "width of that weight [octaves]; none: all weigh the same",
          between(1e-3, 1e3));
    field("base_c", &O::base_c, "whether the first pitch class is C, otherwise A");
  }
  static std::span<const Preset<ChromaStftOptions>> presets();
  bool operator==(const ChromaStftOptions&) const = default;
};

/// See resolved(SpectrumOptions).
ChromaStftOptions resolved(ChromaStftOptions options);

/// Row-major [n_chroma, n_fft / 2 + 1] at that tuning. Takes resolved options.
std::vector<float> chroma_bank(const ChromaStftOptions& options, double tuning);

}  // namespace pinna::features
