// Options of the frames and mel bands of Kaldi, in the words of torchaudio.compliance.kaldi, which
// kaldi_fbank and kaldi_mfcc include.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/dsp/band_matrix.h"

namespace pinna::features {

/// All symmetric. povey: hanning^0.85; blackman: see blackman_coeff.
enum class KaldiWindow { hamming, hanning, povey, rectangular, blackman };

/// How frames are cut and prepared: offset removed, energy taken, pre-emphasised, windowed, padded
/// with zeros at their end, in this order.
struct KaldiFrameOptions {
  int64_t sample_rate = 16000;  ///< Hz
  double frame_length = 25;     ///< ms
  double frame_shift = 10;      ///< ms
  double scale = 32768;         ///< 1 keeps samples in [-1, 1]; Kaldi reads 16-bit integers
  KaldiWindow window_type = KaldiWindow::povey;
  double blackman_coeff = 0.42;
  double preemphasis_coefficient = 0.97;
  bool remove_dc_offset = true;
  bool raw_energy = true;
  double energy_floor = 1;  ///< of the energy, in scaled samples squared
  bool snip_edges = true;
  bool round_to_power_of_two = true;
  double dither = 0;

  static void fields(auto&& field);
  bool operator==(const KaldiFrameOptions&) const = default;

  /// Samples of a frame; whole, rounded down as torchaudio does.
  int64_t frame_samples() const;
  /// Samples between frames.
  int64_t hop_samples() const;
  /// The length of the transform [samples].
  int64_t n_fft() const;
};

/// Mel bands: triangles on the scale 1127 ln(1 + f / 700), not on the hertz scale.
struct KaldiMelOptions {
  KaldiFrameOptions frame = {};
  int64_t num_mel_bins = 23;
  double low_freq = 20;  ///< Hz
  double high_freq = 0;  ///< Hz; 0 or less: counted from half the sample rate

  static void fields(auto&& field) {
    using O = KaldiMelOptions;
    core::include(field, &O::frame);
    field("num_mel_bins", &O::num_mel_bins, "mel bands", core::between(4, 1 << 14));
    field("low_freq", &O::low_freq, "lower edge of the first band [Hz]", core::at_least(0));
    field("high_freq", &O::high_freq,
          "upper edge of the last band [Hz]; 0 or less: counted from sample_rate / 2");
  }
  bool operator==(const KaldiMelOptions&) const = default;
};

/// The same options with high_freq counted from 0. Throws InvalidOptions that names the field for
/// frames of less than two samples, transforms of odd length and band edges that cross.
KaldiMelOptions resolved(KaldiMelOptions options);

/// [frame_samples()], as PyTorch's functions round it.
std::vector<float> kaldi_window(const KaldiFrameOptions& options);
/// [num_mel_bins, n_fft / 2 + 1], the last column zero, in single precision operation by operation
/// as torchaudio.compliance.kaldi.get_mel_banks. Takes resolved options.
dsp::BandMatrix kaldi_mel_bank(const KaldiMelOptions& options);
/// The peak of every band [Hz]. Takes resolved options.
std::vector<double> kaldi_mel_centers(const KaldiMelOptions& options);

}  // namespace pinna::features

template <>
struct pinna::core::EnumNames<pinna::features::KaldiWindow> {
  using Window = features::KaldiWindow;
  static constexpr std::array names{
      std::pair{Window::hamming, "hamming"}, std::pair{Window::hanning, "hanning"},
      std::pair{Window::povey, "povey"}, std::pair{Window::rectangular, "rectangular"},
      std::pair{Window::blackman, "blackman"}};
};

namespace pinna::features {

void KaldiFrameOptions::fields(auto&& field) {
  using O = KaldiFrameOptions;
  using core::at_least;
  using core::between;
  field("sample_rate", &O::sample_rate, "sample rate that audio is converted to [Hz]",
        between(1, 1e6));
  field("frame_length", &O::frame_length, "length of a frame [ms]", between(1e-3, 1e5));
  field("frame_shift", &O::frame_shift, "time between frames [ms]", between(1e-3, 1e5));
  field("scale", &O::scale, "factor of the samples; 32768: as 16-bit integers", between(1e-6, 1e9));
  field("window_type", &O::window_type, "hamming, hanning, povey, rectangular or blackman");
  field("blackman_coeff", &O::blackman_coeff,
        "c in c - 0.5 cos(x) + (0.5 - c) cos(2 x), the window blackman", between(0, 1));
  field("preemphasis_coefficient", &O::preemphasis_coefficient,
        "share of the sample before that is subtracted", between(0, 1));
  field("remove_dc_offset", &O::remove_dc_offset, "subtract every frame's mean");
  field("raw_energy", &O::raw_energy, "take the energy before pre-emphasis and window");
  field("energy_floor", &O::energy_floor, "lowest energy [scaled samples squared]; 0: none",
        at_least(0));
  field("snip_edges", &O::snip_edges, "keep whole frames only; false: mirror the clip at its ends");
  field("round_to_power_of_two", &O::round_to_power_of_two,
        "transform the next power of two samples");
  field("dither", &O::dither, "noise that Kaldi may add; 0 only, so that results repeat",
        between(0, 0));
}

}  // namespace pinna::features
