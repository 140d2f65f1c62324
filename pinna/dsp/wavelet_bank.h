// Windowed complex tones whose length follows their frequency: the filters of constant-Q and
// variable-Q transforms. References: Schoerkhuber and Klapuri, Constant-Q transform toolbox for
// music processing, 2010; librosa.filters.wavelet and librosa.vqt 0.11.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pinna/dsp/kernels.h"
#include "pinna/dsp/vector_norm.h"
#include "pinna/dsp/window.h"

namespace pinna::dsp {

/// One wavelet for each centre.
struct WaveletSpec {
  std::vector<double> centers;      ///< Hz, rising
  std::vector<double> bandwidths;   ///< bandwidth / centre, one for each; see relative_bandwidths()
  double filter_scale = 1;          ///< factor of all lengths
  std::optional<double> gamma = 0;  ///< Hz added to every bandwidth; empty: as the ear's (ERB)
  WindowShape window = WindowShape::hann;
};

/// From the distances of neighbouring centres; a single centre has that of bins_per_octave.
std::vector<double> relative_bandwidths(const std::vector<double>& centers,
                                        int64_t bins_per_octave);
/// In samples, fractions included.
std::vector<double> wavelet_lengths(const WaveletSpec& spec, double sample_rate);
/// The highest frequency that any of the wavelets passes [Hz].
double wavelet_cutoff(const WaveletSpec& spec);

/// The wavelets' spectra, each as the neighbouring bins that matter.
class WaveletBank {
 public:
  /// `norm`: of a wavelet's samples, before it is multiplied with its length. `sparsity`: the part
  /// of each spectrum's magnitudes, smallest first, that is left out, in [0, 1). InvalidOptions
  /// where the longest wavelet is no longer than a sample.
  WaveletBank(const WaveletSpec& spec, double sample_rate, const VectorNorm& norm, double sparsity);

  WaveletBank(WaveletBank&&) = default;
  WaveletBank& operator=(WaveletBank&&) = default;

  int64_t n_fft() const { return n_fft_; }
  int64_t num_bands() const { return static_cast<int64_t>(bands_.size()); }
  /// Multiplies the weights of one wavelet.
  void scale(int64_t band, double factor);
  /// For apply_complex_bank; points into this.
  BandTables tables() const {
    return {.num_bands = static_cast<int32_t>(bands_.size()), .bands = bands_.data()};
  }

 private:
  int64_t n_fft_;
  std::vector<std::vector<float>> weights_;  ///< of each band: real, imaginary, real, ...
  std::vector<BandTables::Band> bands_;
};

}  // namespace pinna::dsp
