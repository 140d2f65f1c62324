// Options of mel-frequency cepstral coefficients.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "pinna/core/options.h"
#include "pinna/dsp/cosine_transform.h"
#include "pinna/features/log_mel_options.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`.
struct MfccOptions {
  static constexpr std::string_view type_name = "mfcc";
  static constexpr std::string_view meaning =
      "cepstral coefficients: the cosine transform of a log-mel spectrogram";

  LogMelOptions log_mel = {};
  int64_t n_mfcc = 20;
  int64_t dct_type = 2;
  dsp::CosineNorm dct_norm = dsp::CosineNorm::ortho;
  double lifter = 0;

  static void fields(auto&& field) {
    using O = MfccOptions;
    core::include(field, &O::log_mel);
    field("n_mfcc", &O::n_mfcc, "coefficients that are kept; at most n_mels",
          core::between(1, 1 << 14));
    field("dct_type", &O::dct_type, "type of the cosine transform: 1, 2 or 3", core::between(1, 3));
    field("dct_norm", &O::dct_norm, "ortho or none, as scipy.fft.dct");
    field("lifter", &O::lifter,
          "coefficient n is multiplied by 1 + lifter / 2 * sin(pi (n + 1) / lifter); 0: off",
          core::between(0, 1e6));
  }
  /// pinna-1, librosa-0.11, torchaudio-0.13, radboud.
  static std::span<const Preset<MfccOptions>> presets();
  bool operator==(const MfccOptions&) const = default;
};

/// See resolved(LogMelOptions); InvalidOptions too where n_mfcc exceeds n_mels.
MfccOptions resolved(MfccOptions options);

/// The cosine transform with the lifter: row-major [n_mfcc, n_mels]. Takes resolved options.
std::vector<float> mfcc_matrix(const MfccOptions& options);

}  // namespace pinna::features
