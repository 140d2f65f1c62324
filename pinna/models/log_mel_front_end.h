// Log-mel spectrograms as a module: for gradients with respect to the waveform and for processors
// other than the CPU, where features::LogMel does not run. Same options, window and mel bank.
#pragma once

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

#include "pinna/features/log_mel_options.h"

namespace pinna::models {

/// Agrees with features::LogMel to 1e-5 of the largest mel value and to 1e-4 dB. Has no parameters;
/// the buffers `window` [n_fft] and `mel_bank` [n_mels, n_fft / 2 + 1] are float64 and are rounded
/// to the waveforms' type in use.
class LogMelFrontEnd : public torch::nn::Module {
 public:
  /// InvalidOptions that names the field, as features::LogMel.
  explicit LogMelFrontEnd(const features::LogMelOptions& options);

  /// waveforms [batch, time], float32 or float64  ->  [batch, n_mels, frames] of the same type,
  /// whatever the autocast. InvalidOptions for another shape, BadData if shorter than one frame.
  at::Tensor forward(const at::Tensor& waveforms);

 private:
  at::Tensor padded(const at::Tensor& waveforms) const;
  at::Tensor to_decibels(const at::Tensor& mel) const;
  at::Tensor floored(const at::Tensor& mel) const;

  features::LogMelOptions options_;
  at::Tensor window_, mel_bank_;
};

}  // namespace pinna::models
