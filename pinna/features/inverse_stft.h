// Inverse short-time Fourier transform: complex spectra -> waveform. References: Griffin and Lim,
// Signal estimation from modified short-time Fourier transform, IEEE TASSP 32(2), 1984;
// librosa.istft 0.11, torch.istft.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "pinna/dsp/fft_plan.h"
#include "pinna/dsp/kernels.h"
#include "pinna/features/feature_matrix.h"
#include "pinna/features/stft_options.h"

namespace pinna::features {

/// The signal whose spectra come closest to the given ones: every frame's inverse transform times
/// the window, overlapped and added, divided by the sum of the squared windows. Of spectra that
/// Stft computed, that is the signal again. Immutable; may serve any number of threads.
class InverseStft {
 public:
  explicit InverseStft(const StftOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  /// `spectrum`: [2 (n_fft / 2 + 1), frames] as Stft lays it out; imaginary parts of the bins that
  /// have none (0 Hz, Nyquist) are ignored. `length`: samples; empty: all that the frames cover
  /// without the padding of centred ones. A longer signal ends in zeros. Samples where the windows
  /// sum to 0 are left as they are, 0 (torch.istft refuses them). BadData for another number of
  /// rows or no frames; InvalidOptions for a negative length.
  std::vector<float> compute(const FeatureMatrix& spectrum,
                             std::optional<int64_t> length = std::nullopt) const;

 private:
  void add_frames(const FeatureMatrix& spectrum, int64_t first_frame,
                  std::vector<float>& sum) const;

  StftOptions options_;
  const dsp::Kernels& kernels_;
  dsp::RealFftPlan<float> plan_;
  std::vector<double> window_;
  std::vector<float> synthesis_;  ///< window / n_fft
  std::vector<float> half_ones_;  ///< the weights of a transform without a window
};

}  // namespace pinna::features
