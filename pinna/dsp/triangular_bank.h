// Triangular filter banks: bands spaced evenly on a frequency scale, each rising from its lower
// neighbour's centre to its own and falling to the upper neighbour's.
// References: librosa.filters.mel 0.11, torchaudio.functional.melscale_fbanks / linear_fbanks 0.13.
#pragma once

#include <array>
#include <cstdint>
#include <utility>

#include "pinna/core/options.h"
#include "pinna/dsp/band_matrix.h"
#include "pinna/dsp/frequency_scale.h"

namespace pinna::dsp {

/// none: every triangle peaks at 1. slaney: every triangle has area 1 per hertz, 2 / width.
enum class BandNorm { none, slaney };

/// float64: computed in double, Nyquist = sample_rate / 2, then rounded (librosa).
/// float32: every step in single precision and the bin axis ending at sample_rate // 2, a whole
/// number of hertz (torchaudio). HTK weights of the two differ by up to 2e-5.
enum class BankArithmetic { float64, float32 };

struct TriangularBankOptions {
  int64_t sample_rate = 22050;  ///< Hz
  int64_t n_fft = 1024;         ///< bins = n_fft / 2 + 1
  int64_t num_bands = 64;
  double f_min = 0;      ///< Hz, lower edge of the first band
  double f_max = 11025;  ///< Hz, upper edge of the last band
  FrequencyScale scale = FrequencyScale::slaney;
  BandNorm norm = BandNorm::slaney;
  BankArithmetic arithmetic = BankArithmetic::float64;
};

/// [num_bands, n_fft / 2 + 1]. Bands narrower than the bin spacing may be empty: see empty_bands().
/// Throws InvalidOptions unless 0 <= f_min < f_max and the counts are positive.
BandMatrix make_triangular_bank(const TriangularBankOptions& options);

}  // namespace pinna::dsp

template <>
struct pinna::core::EnumNames<pinna::dsp::BandNorm> {
  static constexpr std::array names{std::pair{dsp::BandNorm::none, "none"},
                                    std::pair{dsp::BandNorm::slaney, "slaney"}};
};
template <>
struct pinna::core::EnumNames<pinna::dsp::BankArithmetic> {
  static constexpr std::array names{std::pair{dsp::BankArithmetic::float64, "float64"},
                                    std::pair{dsp::BankArithmetic::float32, "float32"}};
};
