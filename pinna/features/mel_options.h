// Options of the mel spectrogram, which log-mel, MFCC, PCEN, deltas and onset strength include.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/dsp/band_matrix.h"
#include "pinna/dsp/frequency_scale.h"
#include "pinna/dsp/triangular_bank.h"
#include "pinna/features/preset.h"
#include "pinna/features/spectrum_options.h"

namespace pinna::features {

/// Defaults are the preset `pinna-1`.
struct MelOptions {
  static constexpr std::string_view type_name = "mel";
  static constexpr std::string_view meaning =
      "power or magnitude in bands spaced as pitch is heard";

  SpectrumOptions spectrum = {};
  double power = 2;  ///< 1 magnitude, 2 power
  int64_t n_mels = 64;
  double f_min = 0;                            ///< Hz
  std::optional<double> f_max = std::nullopt;  ///< Hz; empty: half the sample rate
  dsp::FrequencyScale mel_scale = dsp::FrequencyScale::slaney;
  dsp::BandNorm mel_norm = dsp::BandNorm::slaney;
  dsp::BankArithmetic mel_arithmetic = dsp::BankArithmetic::float64;

  static void fields(auto&& field) {
    using O = MelOptions;
    using core::at_least;
    using core::between;
    core::include(field, &O::spectrum);
    field("power", &O::power, "exponent of the magnitude: 1 magnitude, 2 power", between(0.1, 4));
    field("n_mels", &O::n_mels, "mel bands", between(1, 1 << 14));
    field("f_min", &O::f_min, "lower edge of the first band [Hz]", at_least(0));
    field("f_max", &O::f_max, "upper edge of the last band [Hz]; none: sample_rate / 2",
          at_least(0));
    field("mel_scale", &O::mel_scale, "htk, slaney or linear");
    field("mel_norm", &O::mel_norm, "none: peaks of 1, slaney: equal areas");
    field("mel_arithmetic", &O::mel_arithmetic,
          "float64 as in librosa, float32 with a whole-hertz Nyquist as in torchaudio");
  }
  static std::span<const Preset<MelOptions>> presets();
  bool operator==(const MelOptions&) const = default;
};

/// The mel settings of the presets of that name; log-mel, MFCC and others start from them.
MelOptions librosa_mel();
MelOptions torchaudio_mel();
MelOptions panns_mel();
MelOptions desed_mel();
MelOptions radboud_mel();

/// The same options with win_length, hop_length and f_max filled in. Throws InvalidOptions that
/// names the field when one is out of range or two contradict each other (win_length > n_fft,
/// f_min >= f_max, f_max above half the sample rate).
MelOptions resolved(MelOptions options);

/// [n_mels, n_fft / 2 + 1]. Takes resolved options.
dsp::BandMatrix mel_bank(const MelOptions& options);
/// The peak of every band [Hz].
std::vector<double> mel_centers(const MelOptions& options);
/// What to change where bands are empty because they are narrower than the bins.
std::vector<std::string> empty_band_warnings(const dsp::BandMatrix& bank,
                                             const SpectrumOptions& spectrum,
                                             std::string_view count_option);

}  // namespace pinna::features
