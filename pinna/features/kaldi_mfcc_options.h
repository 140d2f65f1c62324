// Options of Kaldi's mel-frequency cepstral coefficients.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/features/kaldi_options.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`, which is `kaldi`.
struct KaldiMfccOptions {
  static constexpr std::string_view type_name = "kaldi_mfcc";
  static constexpr std::string_view meaning =
      "cepstral coefficients as Kaldi computes them, of its log-mel bands";

  KaldiMelOptions mel = {};
  int64_t num_ceps = 13;
  double cepstral_lifter = 22;
  bool use_energy = false;
  bool htk_compat = false;
  bool subtract_mean = false;

  static void fields(auto&& field) {
    using O = KaldiMfccOptions;
    core::include(field, &O::mel);
    field("num_ceps", &O::num_ceps, "coefficients that are kept; at most num_mel_bins",
          core::between(1, 1 << 14));
    field("cepstral_lifter", &O::cepstral_lifter,
          "coefficient n is multiplied by 1 + L / 2 * sin(pi n / L); 0: off",
          core::between(0, 1e6));
    field("use_energy", &O::use_energy, "the logarithm of the energy replaces coefficient 0");
    field("htk_compat", &O::htk_compat,
          "coefficient 0 or the energy is the last row; coefficient 0 times sqrt(2)");
    field("subtract_mean", &O::subtract_mean, "subtract every row's mean over the clip");
  }
  /// pinna-1, kaldi.
  static std::span<const Preset<KaldiMfccOptions>> presets();
  bool operator==(const KaldiMfccOptions&) const = default;

  /// The row of coefficient 0 or the energy.
  int64_t zeroth_row() const { return htk_compat ? num_ceps - 1 : 0; }
};

/// See resolved(KaldiMelOptions); InvalidOptions too where num_ceps exceeds num_mel_bins.
KaldiMfccOptions resolved(KaldiMfccOptions options);

/// From log-mel bands to rows, lifter and order included: row-major [num_ceps, num_mel_bins].
std::vector<float> kaldi_mfcc_matrix(const KaldiMfccOptions& options);

}  // namespace pinna::features
