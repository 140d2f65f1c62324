#include "pinna/models/front_ends/spectrum.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include <torch/torch.h>

#include "pinna/core/error.h"

namespace pinna::models {
namespace {

using features::LogKind;

at::Tensor floored(const at::Tensor& values, const features::LevelOptions& options) {
  return options.amin_mode == features::AminMode::clamp ? values.clamp_min(options.amin)
                                                        : values + options.amin;
}

/// The largest value of each clip, [batch, 1, 1].
at::Tensor highest(const at::Tensor& levels) {
  return levels.amax({1, 2}, /*keepdim=*/true);
}

at::Tensor to_decibels(const at::Tensor& values, const features::LevelOptions& options,
                       double power) {
  const double scale = features::log_scale(options, power) * std::numbers::ln10;
  at::Tensor levels = scale * floored(values, options).log10();
  if (const double* ref = std::get_if<double>(&options.ref)) {
    levels = levels - scale * std::log10(std::max(*ref, options.amin));
  } else {
    levels = levels - highest(levels);
  }
  if (options.top_db) {
    const at::Tensor maximum =
        options.top_db_per == features::TopDbScope::batch ? levels.max() : highest(levels);
    levels = at::maximum(levels, maximum - *options.top_db);
  }
  if (options.lowest_db) levels = levels.clamp_min(*options.lowest_db);
  if (options.highest_db) levels = levels.clamp_max(*options.highest_db);
  return levels;
}

at::Tensor logarithm(const at::Tensor& values, const features::LevelOptions& options,
                     double power) {
  switch (options.log) {
    case LogKind::none:
      return values;
    case LogKind::ln:
      return floored(values, options).log();
    case LogKind::log10:
      return floored(values, options).log10();
    case LogKind::db:
      return to_decibels(values, options, power);
  }
  throw core::Bug({.what = "unknown logarithm"});
}

}  // namespace

Spectrum::Spectrum(const features::SpectrumOptions& options)
    : options_(features::resolved(options)) {
  window_ = register_buffer("window", at::tensor(features::analysis_window(options_), at::kDouble));
}

at::Tensor Spectrum::forward(const at::Tensor& waveforms) {
  require_frame(features::frame_grid(options_), waveforms.size(1), "n_fft");
  return at::stft(padded(waveforms), options_.n_fft, options_.hop_length.value(), options_.n_fft,
                  window_.to(waveforms.scalar_type()), /*normalized=*/false, /*onesided=*/true,
                  /*return_complex=*/true);
}

at::Tensor Spectrum::padded(const at::Tensor& waveforms) const {
  const int64_t padding = features::frame_grid(options_).padding();
  if (padding == 0) return waveforms;
  if (options_.pad_mode == dsp::PadMode::constant)
    return at::constant_pad_nd(waveforms, {padding, padding});
  const at::Tensor indices = padded_indices(waveforms.size(1), padding, options_.pad_mode);
  return waveforms.index_select(1, indices.to(waveforms.device()));
}

void require_frame(const dsp::FrameGrid& grid, int64_t num_samples,
                   std::string_view length_option) {
  if (grid.num_frames(num_samples) > 0) return;
  throw core::BadData(
      {.what = "waveforms",
       .got = fmt::format("{} samples", num_samples),
       .expected = fmt::format("at least {}", grid.min_samples()),
       .fix = num_samples == 0
                  ? ""
                  : fmt::format("pad the clips, lower {}, or set center = true", length_option)});
}

at::Tensor padded_indices(int64_t length, int64_t padding, dsp::PadMode mode) {
  const at::Tensor index = at::arange(-padding, length + padding);
  if (mode == dsp::PadMode::replicate) return index.clamp(0, length - 1);
  const int64_t period = std::max<int64_t>(1, 2 * (length - 1));
  const at::Tensor phase = index.abs().remainder(period);
  return at::minimum(phase, period - phase);
}

at::Tensor raised(const at::Tensor& values, double exponent) {
  if (exponent == 1) return values;
  const double tiny = values.scalar_type() == at::kDouble ? std::numeric_limits<double>::min()
                                                          : std::numeric_limits<float>::min();
  const at::Tensor normal = values.clamp_min(tiny);
  const at::Tensor power = exponent == 0.5 ? normal.sqrt() : normal.pow(exponent);
  return power.masked_fill(values <= tiny, 0);
}

at::Tensor to_power(const at::Tensor& spectrum, double power) {
  return raised(at::view_as_real(spectrum).square().sum(-1), power / 2);
}

at::Tensor to_levels(const at::Tensor& values, const features::LevelOptions& options,
                     double power) {
  const at::Tensor levels = logarithm(values, options, power);
  if (options.clip_scaling == features::ClipScaling::none) return levels;
  const at::Tensor lowest = levels.amin({1, 2}, /*keepdim=*/true);
  const at::Tensor span = (highest(levels) - lowest).clamp_min(1e-30);
  return (levels - lowest) / span * 2 - 1;
}

at::Tensor matrix_tensor(const std::vector<float>& values, int64_t rows, int64_t columns) {
  return at::tensor(values, at::kFloat).to(at::kDouble).view({rows, columns});
}

at::Tensor bank_tensor(const dsp::BandMatrix& bank) {
  return matrix_tensor(bank.dense(), bank.num_bands(), bank.num_bins);
}

}  // namespace pinna::models
