// The steps that spectral front ends share.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

#include "pinna/dsp/band_matrix.h"
#include "pinna/dsp/frame_grid.h"
#include "pinna/features/level_options.h"
#include "pinna/features/spectrum_options.h"

namespace pinna::models {

/// Waveforms to short-time spectra. Buffer `window` [n_fft], float64.
class Spectrum : public torch::nn::Module {
 public:
  explicit Spectrum(const features::SpectrumOptions& options);

  /// [batch, time] -> complex [batch, n_fft / 2 + 1, frames]. BadData if shorter than one frame.
  at::Tensor forward(const at::Tensor& waveforms);
  /// Resolved.
  const features::SpectrumOptions& options() const { return options_; }

 private:
  at::Tensor padded(const at::Tensor& waveforms) const;

  features::SpectrumOptions options_;
  at::Tensor window_;
};

/// BadData where a clip is shorter than one frame; `length_option` is the one that sets the length.
void require_frame(const dsp::FrameGrid& grid, int64_t num_samples, std::string_view length_option);
/// Which value stands at each place of a padded row, [padding + length + padding] int64: for rows
/// of any length, reflected ones as in dsp::PadMode. Not for constant.
at::Tensor padded_indices(int64_t length, int64_t padding, dsp::PadMode mode);

/// values^exponent of values >= 0. At 0, where exponents below 1 have no gradient, it is 0.
at::Tensor raised(const at::Tensor& values, double exponent);
/// |spectrum|^power.
at::Tensor to_power(const at::Tensor& spectrum, double power);
/// What features::Levels does: values [batch, bins, frames], magnitude^power.
at::Tensor to_levels(const at::Tensor& values, const features::LevelOptions& options, double power);

/// Row-major values as a float64 tensor [rows, columns].
at::Tensor matrix_tensor(const std::vector<float>& values, int64_t rows, int64_t columns);
at::Tensor bank_tensor(const dsp::BandMatrix& bank);

}  // namespace pinna::models
