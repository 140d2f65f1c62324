// Options of linear-frequency cepstral coefficients.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/dsp/cosine_transform.h"
#include "pinna/dsp/triangular_bank.h"
#include "pinna/features/log_mel_options.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`.
struct LfccOptions {
  static constexpr std::string_view type_name = "lfcc";
  static constexpr std::string_view meaning = "cepstral coefficients of linearly spaced bands";

  SpectrumOptions spectrum = {};
  double power = 2;  ///< 1 magnitude, 2 power
  int64_t n_filter = 64;
  double f_min = 0;                            ///< Hz
  std::optional<double> f_max = std::nullopt;  ///< Hz; empty: half the sample rate
  dsp::BankArithmetic bank_arithmetic = dsp::BankArithmetic::float64;
  LevelOptions level = {};
  int64_t n_lfcc = 20;
  int64_t dct_type = 2;
  dsp::CosineNorm dct_norm = dsp::CosineNorm::ortho;

  static void fields(auto&& field) {
    using O = LfccOptions;
    using core::at_least;
    using core::between;
    core::include(field, &O::spectrum);
    field("power", &O::power, "exponent of the magnitude: 1 magnitude, 2 power", between(0.1, 4));
    field("n_filter", &O::n_filter, "bands of equal width in hertz, peaks of 1",
          between(1, 1 << 14));
    field("f_min", &O::f_min, "lower edge of the first band [Hz]", at_least(0));
    field("f_max", &O::f_max, "upper edge of the last band [Hz]; none: sample_rate / 2",
          at_least(0));
    field("bank_arithmetic", &O::bank_arithmetic,
          "float64, or float32 with a whole-hertz Nyquist as in torchaudio");
    core::include(field, &O::level);
    field("n_lfcc", &O::n_lfcc, "coefficients that are kept; at most n_filter",
          between(1, 1 << 14));
    field("dct_type", &O::dct_type, "type of the cosine transform: 1, 2 or 3", between(1, 3));
    field("dct_norm", &O::dct_norm, "ortho or none, as scipy.fft.dct");
  }
  /// pinna-1, torchaudio-0.13.
  static std::span<const Preset<LfccOptions>> presets();
  bool operator==(const LfccOptions&) const = default;

  /// The spectrogram whose cosine transform is taken: bands on the linear scale.
  LogMelOptions bands() const;
};

/// See resolved(LogMelOptions); InvalidOptions too where n_lfcc exceeds n_filter.
LfccOptions resolved(LfccOptions options);

/// The cosine transform: row-major [n_lfcc, n_filter]. Takes resolved options.
std::vector<float> lfcc_matrix(const LfccOptions& options);

}  // namespace pinna::features
