// Gammatone filters, the impulse responses of the ear's places: t^3 exp(-2 pi b t) cos(2 pi f t).
// References: Patterson et al., An efficient auditory filterbank based on the gammatone function,
// APU report 2341, 1988; Glasberg and Moore, Hearing Research 47, 1990 (widths); Slaney, Apple
// technical report 35, 1993 (b = 1.019 ERB, cascades); Hohmann, Acta Acustica 88, 2002 (complex
// one-pole stages).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/dsp/kernels.h"

namespace pinna::dsp {

/// Equivalent rectangular bandwidth of the ear at `hz` [Hz]: 24.7 (4.37 hz / 1000 + 1), Glasberg
/// and Moore 1990, equation 3.
double erb_width(double hz);
/// How many such bandwidths lie below `hz`: 21.4 log10(4.37 hz / 1000 + 1), equation 4.
double erb_number(double hz);
double erb_number_to_hz(double number);
/// `count` frequencies from f_min to f_max [Hz], evenly spaced in erb_number; f_min alone for one.
std::vector<double> erb_spaced(double f_min, double f_max, int64_t count);

/// Filters of order 4 at the centre frequencies. Their impulse responses are samples of the
/// definition itself: with the pole p = exp((-2 pi b + 2 pi i f) / sample_rate), n^3 p^n has the
/// transform 6 / D^4 - 12 / D^3 + 7 / D^2 - 1 / D, D = 1 - p / z, so four complex one-pole stages
/// in a row give it, and stay accurate in single precision at frequencies far below the sample
/// rate. The gain at the centre frequency is 1.
class GammatoneBank {
 public:
  /// b = bandwidth * erb_width(centre). Bug unless 0 <= centre < sample_rate / 2.
  GammatoneBank(int64_t sample_rate, std::span<const double> centers, double bandwidth,
                const Kernels& kernels = dsp::kernels());
  GammatoneBank(const GammatoneBank&) = delete;
  GammatoneBank& operator=(const GammatoneBank&) = delete;

  const Kernels& kernels() const { return kernels_; }
  /// The last filter is repeated until all lanes are full.
  const GammatoneTables& tables() const { return tables_; }

 private:
  const Kernels& kernels_;
  std::vector<float> gain_, pole_re_, pole_im_;
  GammatoneTables tables_;
};

}  // namespace pinna::dsp
