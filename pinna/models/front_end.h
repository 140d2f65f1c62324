// Features as modules: for gradients with respect to the waveform and for processors other than the
// CPU, where the kernels of features/ do not run. Same options, windows and filter banks.
#pragma once

#include <memory>

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

#include "pinna/features/feature_options.h"

namespace pinna::models {

/// Agrees with the feature of the same options to 1e-5 of its largest value, levels to 1e-4 dB. Has
/// no parameters; windows and banks are float64 buffers, rounded to the waveforms' type in use.
class FrontEnd : public torch::nn::Module {
 public:
  /// waveforms [batch, time], float32 or float64, full scale 1  ->  [batch, bins, frames] of the
  /// same type, whatever the autocast; complex for `stft`. InvalidOptions for another shape,
  /// BadData if shorter than one frame.
  at::Tensor forward(const at::Tensor& waveforms);

 private:
  virtual at::Tensor compute(const at::Tensor& waveforms) = 0;
};

/// Of stft, spectrogram, mel, log_mel, mfcc, lfcc, delta, pcen, chroma_stft, spectral_centroid,
/// spectral_bandwidth, spectral_rolloff (whose gradient is zero), spectral_flatness,
/// spectral_contrast and gammatone. InvalidOptions, naming the field, for options that the feature
/// refuses and for chroma_stft with tuning = "estimate"; InvalidOptions too for other features.
std::shared_ptr<FrontEnd> make_front_end(const features::FeatureOptions& options);

}  // namespace pinna::models
