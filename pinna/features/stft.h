// Short-time Fourier transform: waveform -> complex spectra. References: librosa.stft 0.11,
// torch.stft as torchaudio.transforms.Spectrogram(power=None) 0.13 calls it.
#pragma once

#include "pinna/dsp/block_spectrum.h"
#include "pinna/features/feature.h"
#include "pinna/features/stft_options.h"

namespace pinna::features {

/// [2 (n_fft / 2 + 1), frames]: the real parts of every bin, then the imaginary parts. The phase of
/// a frame counts from its first sample.
class Stft : public Feature {
 public:
  explicit Stft(const StftOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_bins() const override { return 2 * options_.spectrum.num_bins(); }
  int64_t num_frames(int64_t num_samples) const override;
  int64_t sample_rate() const override { return options_.spectrum.sample_rate; }
  Locality locality() const override;
  double first_frame_center() const override { return spectrum_.grid().first_center(); }
  BinAxis bin_axis() const override;
  bool is_complex() const override { return true; }

 private:
  StftOptions options_;
  dsp::BlockSpectrum spectrum_;
};

}  // namespace pinna::features
