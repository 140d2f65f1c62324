#include "pinna/models/log_mel_front_end.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/compat.h"

namespace pinna::models {
namespace {

using features::LogKind;

at::Tensor dense_bank(const dsp::BandMatrix& bank) {
  std::vector<float> weights = bank.dense();
  return at::from_blob(weights.data(), {bank.num_bands(), bank.num_bins}).to(at::kDouble);
}

/// Which sample stands at each place of the padded signal, for signals of any length.
at::Tensor padded_indices(int64_t num_samples, int64_t padding, dsp::PadMode mode) {
  const at::Tensor index = at::arange(-padding, num_samples + padding);
  if (mode == dsp::PadMode::replicate) return index.clamp(0, num_samples - 1);
  const int64_t period = std::max<int64_t>(1, 2 * (num_samples - 1));
  const at::Tensor phase = index.abs().remainder(period);
  return at::minimum(phase, period - phase);
}

at::Tensor to_power(const at::Tensor& spectrum, double power) {
  if (power == 2) return at::view_as_real(spectrum).square().sum(-1);
  return spectrum.abs().pow(power);
}

}  // namespace

LogMelFrontEnd::LogMelFrontEnd(const features::LogMelOptions& options)
    : options_(features::resolved(options)) {
  window_ = register_buffer(
      "window", at::tensor(features::analysis_window(options_.mel.spectrum), at::kDouble));
  mel_bank_ = register_buffer("mel_bank", dense_bank(features::mel_bank(options_.mel)));
}

at::Tensor LogMelFrontEnd::forward(const at::Tensor& waveforms) {
  if (waveforms.dim() != 2)
    throw core::InvalidOptions(
        {.what = "waveforms",
         .got = fmt::format("shape [{}]", fmt::join(waveforms.sizes(), ", ")),
         .expected = "[batch, time]"});
  if (features::frame_grid(options_.mel.spectrum).num_frames(waveforms.size(1)) == 0)
    throw core::BadData(
        {.what = "waveforms",
         .got = fmt::format("{} samples", waveforms.size(1)),
         .expected = fmt::format("at least {}",
                                 options_.mel.spectrum.center ? 1 : options_.mel.spectrum.n_fft),
         .fix = "pad the clips, lower n_fft, or set center = true"});
  const AutocastGuard exact(Precision::float32);
  const auto type = waveforms.scalar_type();
  const int64_t n_fft = options_.mel.spectrum.n_fft;
  const at::Tensor spectrum =  // [batch, n_fft / 2 + 1, frames]
      at::stft(padded(waveforms), n_fft, options_.mel.spectrum.hop_length.value(), n_fft,
               window_.to(type),
               /*normalized=*/false, /*onesided=*/true, /*return_complex=*/true);
  const at::Tensor mel =  // [batch, n_mels, frames]
      at::matmul(mel_bank_.to(type), to_power(spectrum, options_.mel.power));
  switch (options_.level.log) {
    case LogKind::none:
      return mel;
    case LogKind::ln:
      return floored(mel).log();
    case LogKind::log10:
      return floored(mel).log10();
    case LogKind::db:
      return to_decibels(mel);
  }
  throw core::Bug({.what = "unknown logarithm"});
}

at::Tensor LogMelFrontEnd::padded(const at::Tensor& waveforms) const {
  const int64_t padding = features::frame_grid(options_.mel.spectrum).padding();
  if (padding == 0) return waveforms;
  if (options_.mel.spectrum.pad_mode == dsp::PadMode::constant)
    return at::constant_pad_nd(waveforms, {padding, padding});
  const at::Tensor indices =
      padded_indices(waveforms.size(1), padding, options_.mel.spectrum.pad_mode);
  return waveforms.index_select(1, indices.to(waveforms.device()));
}

at::Tensor LogMelFrontEnd::floored(const at::Tensor& mel) const {
  return options_.level.amin_mode == features::AminMode::clamp ? mel.clamp_min(options_.level.amin)
                                                               : mel + options_.level.amin;
}

at::Tensor LogMelFrontEnd::to_decibels(const at::Tensor& mel) const {
  const double scale = 20 / options_.mel.power;
  at::Tensor level = scale * floored(mel).log10();
  const at::Tensor highest = level.amax({1, 2}, /*keepdim=*/true);  // [batch, 1, 1]
  if (options_.level.top_db) level = at::maximum(level, highest - *options_.level.top_db);
  if (const double* ref = std::get_if<double>(&options_.level.ref))
    return level - scale * std::log10(std::max(*ref, options_.level.amin));
  return level - highest;
}

}  // namespace pinna::models
