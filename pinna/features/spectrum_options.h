// Options of the short-time spectrum on which most features stand, in torchaudio's words. No
// computation here, so that recipes, reports and the networks' front ends can include it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/dsp/frame_grid.h"
#include "pinna/dsp/window.h"

namespace pinna::features {

/// Where frames lie and how they are windowed. Features with equal ones can share one transform.
struct SpectrumOptions {
  int64_t sample_rate = 22050;                       ///< Hz
  int64_t n_fft = 1024;                              ///< samples
  std::optional<int64_t> win_length = std::nullopt;  ///< samples; empty: n_fft
  std::optional<int64_t> hop_length = 512;           ///< samples; empty: win_length / 2
  dsp::WindowShape window = dsp::WindowShape::hann;
  dsp::WindowSymmetry window_symmetry = dsp::WindowSymmetry::periodic;
  bool center = true;
  dsp::PadMode pad_mode = dsp::PadMode::reflect;
  bool normalized = false;  ///< divide by sqrt(sum window^2)

  static void fields(auto&& field) {
    using O = SpectrumOptions;
    using core::between;
    field("sample_rate", &O::sample_rate, "sample rate that audio is converted to [Hz]",
          between(1, 1e6));
    field("n_fft", &O::n_fft, "length of the transform [samples]", between(2, 1 << 20));
    field("win_length", &O::win_length, "window length [samples]; none: n_fft",
          between(1, 1 << 20));
    field("hop_length", &O::hop_length, "samples between frames; none: win_length / 2",
          between(1, 1 << 20));
    field("window", &O::window, "hann, hamming, blackman, povey or rectangular");
    field("window_symmetry", &O::window_symmetry, "periodic or symmetric");
    field("center", &O::center, "pad the clip so that frame f is centred on f * hop_length");
    field("pad_mode", &O::pad_mode, "what stands beyond the ends: constant, reflect, replicate");
    field("normalized", &O::normalized, "divide the spectrum by sqrt(sum of window^2)");
  }
  bool operator==(const SpectrumOptions&) const = default;

  int64_t num_bins() const { return n_fft / 2 + 1; }
  /// Centre of a bin [Hz].
  double bin_hz(int64_t bin) const {
    return static_cast<double>(bin) * static_cast<double>(sample_rate) / static_cast<double>(n_fft);
  }
};

/// Settings of librosa.stft 0.11 as librosa.feature calls it: 22.05 kHz, 2048 / 512, zeros at the
/// ends.
SpectrumOptions librosa_spectrum();
/// torchaudio.transforms.Spectrogram 0.13 at 16 kHz: 400 / 200, reflected ends.
SpectrumOptions torchaudio_spectrum();

/// The same options with win_length and hop_length filled in. Throws InvalidOptions that names the
/// field when one is out of range, the window is longer than n_fft or has no weight above 0.
SpectrumOptions resolved(SpectrumOptions options);

/// The analysis window as the transform applies it: [n_fft], zeros around a shorter window,
/// `normalized` included. Takes resolved options.
std::vector<double> analysis_window(const SpectrumOptions& options);
dsp::FrameGrid frame_grid(const SpectrumOptions& options);

}  // namespace pinna::features
