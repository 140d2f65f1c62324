#include "pinna/models/log_mel_front_end.h"

#include <cmath>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/features/feature.h"
#include "pinna/models/compat.h"

namespace pinna::models {
namespace {

using features::AminMode;
using features::LogKind;
using features::LogMelOptions;

/// Noise whose level falls by 80 dB over its length.
at::Tensor noise(int64_t num_samples, at::ScalarType type = at::kFloat) {
  const SeedGuard seed(1);
  return at::randn({1, num_samples}).to(type) * at::logspace(0, -4, num_samples, 10, type) * 0.1;
}

at::Tensor from_kernel(const LogMelOptions& options, const at::Tensor& waveform) {
  const at::Tensor samples = waveform.contiguous();
  const features::FeatureMatrix matrix = features::make_feature(options)->compute(
      {samples.data_ptr<float>(), static_cast<size_t>(samples.numel())});
  return at::tensor(matrix.values).view({1, matrix.bins, matrix.frames});
}

std::vector<LogMelOptions> variations() {
  std::vector<LogMelOptions> all;
  for (const auto& preset : LogMelOptions::presets()) all.push_back(preset.options);
  all.push_back(
      {.mel = {.spectrum = {.n_fft = 500, .win_length = 400, .hop_length = 123, .center = false}}});
  all.push_back(
      {.mel = {.spectrum = {.pad_mode = dsp::PadMode::replicate, .normalized = true}, .power = 1}});
  all.push_back({.mel = {.spectrum = {.window = dsp::WindowShape::hamming}},
                 .level = {.log = LogKind::ln, .amin = 1e-6, .amin_mode = AminMode::add}});
  all.push_back({.level = {.log = LogKind::log10, .amin = 1e-3}});
  all.push_back({.level = {.ref = features::ClipReference::max, .top_db = 40.0}});
  all.push_back({.level = {.amin = 1e-4, .ref = 1e-6}});
  return all;
}

TEST(LogMelFrontEnd, MelEqualsTheKernels) {
  const at::Tensor waveform = noise(22050);
  for (LogMelOptions options : variations()) {
    options.level.log = LogKind::none;
    const at::Tensor expected = from_kernel(options, waveform);
    const at::Tensor error = (LogMelFrontEnd(options).forward(waveform) - expected).abs();
    EXPECT_LT((error.max() / expected.abs().max()).item<double>(), 1e-5)
        << core::to_toml(core::to_config(options));
  }
}

TEST(LogMelFrontEnd, LogarithmsEqualTheKernels) {
  const at::Tensor waveform = noise(22050);
  for (const LogMelOptions& options : variations()) {
    const at::Tensor error =
        (LogMelFrontEnd(options).forward(waveform) - from_kernel(options, waveform)).abs();
    EXPECT_LT(error.max().item<double>(), 1e-4) << core::to_toml(core::to_config(options));
  }
}

TEST(LogMelFrontEnd, ClipsShorterThanTheirPaddingEqualTheKernels) {
  for (const int64_t num_samples : {1, 2, 3, 100})
    for (const auto pad_mode :
         {dsp::PadMode::constant, dsp::PadMode::reflect, dsp::PadMode::replicate}) {
      const LogMelOptions options{.mel = {.spectrum = {.pad_mode = pad_mode}}};
      const at::Tensor waveform = at::rand({1, num_samples});
      const at::Tensor error =
          (LogMelFrontEnd(options).forward(waveform) - from_kernel(options, waveform)).abs();
      EXPECT_LT(error.max().item<double>(), 1e-4) << num_samples;
    }
}

TEST(LogMelFrontEnd, ClipsOfABatchDoNotTouchEachOther) {
  LogMelFrontEnd front_end(LogMelOptions{.level = {.ref = features::ClipReference::max}});
  const at::Tensor loud = noise(4000), quiet = loud.flip(1) * 1e-3;
  const at::Tensor both = front_end.forward(at::cat({loud, quiet}));
  EXPECT_TRUE(at::allclose(both[0], front_end.forward(loud)[0], 0, 1e-4));
  EXPECT_TRUE(at::allclose(both[1], front_end.forward(quiet)[0], 0, 1e-4));
}

TEST(LogMelFrontEnd, GradientEqualsTheDifferenceQuotient) {
  for (LogMelOptions options : variations()) {
    options.mel.n_mels = 8;
    options.level.top_db = std::nullopt;
    LogMelFrontEnd front_end(options);
    const at::Tensor waveform = noise(1500, at::kDouble).requires_grad_();
    const at::Tensor weights = at::rand_like(front_end.forward(waveform));
    const at::Tensor direction = at::randn_like(waveform);
    const auto loss = [&](const at::Tensor& x) { return (front_end.forward(x) * weights).sum(); };
    loss(waveform).backward();
    const double slope = (waveform.grad() * direction).sum().item<double>();
    const at::NoGradGuard no_grad;
    const double step = 1e-7;
    const double quotient =
        (loss(waveform + step * direction) - loss(waveform - step * direction)).item<double>() /
        (2 * step);
    EXPECT_NEAR(slope, quotient, 1e-4 * std::abs(quotient))
        << core::to_toml(core::to_config(options));
  }
}

TEST(LogMelFrontEnd, SilenceHasAFiniteGradient) {
  for (const double power : {1.0, 2.0}) {
    const at::Tensor waveform = at::zeros({1, 4000}).requires_grad_();
    LogMelFrontEnd(LogMelOptions{.mel = {.power = power}}).forward(waveform).sum().backward();
    EXPECT_TRUE(waveform.grad().isfinite().all().item<bool>());
  }
}

TEST(LogMelFrontEnd, AutocastDoesNotBlurIt) {
  LogMelFrontEnd front_end{LogMelOptions{}};
  const at::Tensor expected = front_end.forward(noise(4000));
  const AutocastGuard autocast(Precision::bfloat16);
  EXPECT_TRUE(at::equal(front_end.forward(noise(4000)), expected));
}

TEST(LogMelFrontEnd, BadInputIsRefused) {
  EXPECT_THROW(LogMelFrontEnd(LogMelOptions{.mel = {.f_max = 1e5}}), core::InvalidOptions);
  LogMelFrontEnd front_end(LogMelOptions{.mel = {.spectrum = {.center = false}}});
  EXPECT_THROW(front_end.forward(at::zeros({4000})), core::InvalidOptions);
  EXPECT_THROW(front_end.forward(at::zeros({1, 1000})), core::BadData);
}

}  // namespace
}  // namespace pinna::models
