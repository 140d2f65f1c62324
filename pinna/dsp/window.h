// Analysis windows, computed in double.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "pinna/core/options.h"

namespace pinna::dsp {

/// hann, hamming (0.54 - 0.46 cos), blackman (0.42 - 0.5 cos + 0.08 cos), povey (Kaldi: hann^0.85),
/// rectangular (ones).
enum class WindowShape { hann, hamming, blackman, povey, rectangular };

/// periodic: one period of an endless cosine, for spectra (scipy fftbins, torch's default);
/// symmetric: both ends equal, for filters and Kaldi.
enum class WindowSymmetry { periodic, symmetric };

/// `length` weights in [0, 1], a single one being 1; throws InvalidOptions unless length >= 1.
std::vector<double> make_window(WindowShape shape, WindowSymmetry symmetry, int64_t length);

/// The window between equal stretches of zeros, (n_fft - length) / 2 of them before it, as librosa
/// and torch place it; throws InvalidOptions if it is longer than n_fft.
std::vector<double> centered_window(const std::vector<double>& window, int64_t n_fft);

}  // namespace pinna::dsp

template <>
struct pinna::core::EnumNames<pinna::dsp::WindowShape> {
  using Shape = dsp::WindowShape;
  static constexpr std::array names{
      std::pair{Shape::hann, "hann"}, std::pair{Shape::hamming, "hamming"},
      std::pair{Shape::blackman, "blackman"}, std::pair{Shape::povey, "povey"},
      std::pair{Shape::rectangular, "rectangular"}};
};
template <>
struct pinna::core::EnumNames<pinna::dsp::WindowSymmetry> {
  static constexpr std::array names{std::pair{dsp::WindowSymmetry::periodic, "periodic"},
                                    std::pair{dsp::WindowSymmetry::symmetric, "symmetric"}};
};
