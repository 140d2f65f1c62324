// From frequencies to pitch classes. References: Ellis, Chroma feature analysis and synthesis,
// 2007; librosa.filters.chroma and librosa.filters.cq_to_chroma 0.11.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pinna::dsp {

/// Gaussian bumps, one for each pitch class, around every octave of it.
struct ChromaBank {
  double sample_rate = 22050;          ///< Hz
  int64_t n_fft = 2048;                ///< samples
  int64_t n_chroma = 12;               ///< pitch classes in an octave
  double tuning = 0;                   ///< deviation from A = 440 Hz, in pitch classes
  double ctroct = 5;                   ///< octave above 27.5 Hz that weighs most
  std::optional<double> octwidth = 2;  ///< octaves; empty: all weigh the same
  bool base_c = true;                  ///< the first class is C, otherwise A

  /// Row-major [n_chroma, n_fft / 2 + 1].
  std::vector<float> weights() const;
};

/// Which bins of a constant-Q transform make up which pitch class.
struct ConstantQFold {
  int64_t n_bins = 252;          ///< of the transform
  int64_t bins_per_octave = 36;  ///< a multiple of n_chroma
  int64_t n_chroma = 12;
  double f_min = 32.70319566257483;  ///< Hz, of the first bin

  /// Row-major [n_chroma, n_bins], ones and zeros; the first class is C.
  std::vector<float> weights() const;
};

/// "C", "C#", ... for twelve classes, nothing for other numbers.
std::vector<std::string> pitch_class_names(int64_t n_chroma, bool base_c = true);

}  // namespace pinna::dsp
