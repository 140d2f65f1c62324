#include "pinna/models/front_end.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/core/options.h"
#include "pinna/features/feature.h"
#include "pinna/models/compat.h"

namespace pinna::models {
namespace {

using features::AminMode;
using features::FeatureOptions;
using features::LogKind;
using features::LogMelOptions;

/// Noise whose level falls by 80 dB over its length.
at::Tensor noise(int64_t num_samples, at::ScalarType type = at::kFloat) {
  const SeedGuard seed(1);
  return at::randn({1, num_samples}).to(type) * at::logspace(0, -4, num_samples, 10, type) * 0.1;
}

at::Tensor from_kernel(const FeatureOptions& options, const at::Tensor& waveform) {
  const at::Tensor samples = waveform.contiguous();
  const features::FeatureMatrix matrix = features::make_feature(options)->compute(
      {samples.data_ptr<float>(), static_cast<size_t>(samples.numel())});
  return at::tensor(matrix.values).view({1, matrix.bins, matrix.frames});
}

std::string text_of(const FeatureOptions& options) {
  return core::to_toml(core::to_config(options));
}

template <class Options>
void append_presets(std::vector<FeatureOptions>& all) {
  for (const auto& preset : Options::presets()) all.push_back(preset.options);
}

/// Every preset of every feature that has a front end, and options that no preset sets.
std::vector<FeatureOptions> variations() {
  std::vector<FeatureOptions> all;
  append_presets<features::SpectrogramOptions>(all);
  append_presets<features::MelOptions>(all);
  append_presets<features::LogMelOptions>(all);
  append_presets<features::MfccOptions>(all);
  all.push_back(features::MelOptions{
      .spectrum = {.n_fft = 500, .win_length = 400, .hop_length = 123, .center = false}});
  all.push_back(features::MelOptions{
      .spectrum = {.pad_mode = dsp::PadMode::replicate, .normalized = true}, .power = 1});
  all.push_back(
      LogMelOptions{.mel = {.spectrum = {.window = dsp::WindowShape::hamming}},
                    .level = {.log = LogKind::ln, .amin = 1e-6, .amin_mode = AminMode::add}});
  all.push_back(LogMelOptions{.level = {.log = LogKind::log10, .amin = 1e-3}});
  all.push_back(LogMelOptions{.level = {.ref = features::ClipReference::max, .top_db = 40.0}});
  all.push_back(LogMelOptions{.level = {.amin = 1e-4, .ref = 1e-6}});
  all.push_back(features::SpectrogramOptions{.level = {.log = LogKind::db}});
  return all;
}

TEST(FrontEnd, EqualsTheKernels) {
  const at::Tensor waveform = noise(22050);
  for (const FeatureOptions& options : variations()) {
    const at::Tensor expected = from_kernel(options, waveform);
    const at::Tensor got = make_front_end(options)->forward(waveform);
    ASSERT_EQ(got.sizes(), expected.sizes()) << text_of(options);
    const double error = (got - expected).abs().max().item<double>();
    EXPECT_LT(error, 1e-5 * std::max(10.0, expected.abs().max().item<double>()))
        << text_of(options);
  }
}

TEST(FrontEnd, ClipsShorterThanTheirPaddingEqualTheKernels) {
  for (const int64_t num_samples : {1, 2, 3, 100})
    for (const auto pad_mode :
         {dsp::PadMode::constant, dsp::PadMode::reflect, dsp::PadMode::replicate}) {
      const LogMelOptions options{.mel = {.spectrum = {.pad_mode = pad_mode}}};
      const at::Tensor waveform = at::rand({1, num_samples});
      const at::Tensor error =
          (make_front_end(options)->forward(waveform) - from_kernel(options, waveform)).abs();
      EXPECT_LT(error.max().item<double>(), 1e-4) << num_samples;
    }
}

TEST(FrontEnd, ClipsOfABatchDoNotTouchEachOther) {
  const auto front_end =
      make_front_end(LogMelOptions{.level = {.ref = features::ClipReference::max}});
  const at::Tensor loud = noise(4000), quiet = loud.flip(1) * 1e-3;
  const at::Tensor both = front_end->forward(at::cat({loud, quiet}));
  EXPECT_TRUE(at::allclose(both[0], front_end->forward(loud)[0], 0, 1e-4));
  EXPECT_TRUE(at::allclose(both[1], front_end->forward(quiet)[0], 0, 1e-4));
}

/// Every entry of the Jacobian against central differences, as torch.autograd.gradcheck does with
/// its defaults: step 1e-6, 1e-5 absolute, 1e-3 relative.
void check_gradient(const FeatureOptions& options) {
  const auto front_end = make_front_end(options);
  const SeedGuard seed(2);
  const at::Tensor waveform = (at::rand({1, 90}, at::kDouble) - 0.5).requires_grad_();
  const at::Tensor output = front_end->forward(waveform).flatten();
  const double step = 1e-6;
  std::vector<at::Tensor> columns;
  {
    const at::NoGradGuard no_grad;
    for (int64_t i = 0; i < waveform.size(1); ++i) {
      at::Tensor up = waveform.clone(), down = waveform.clone();
      up[0][i] += step;
      down[0][i] -= step;
      columns.push_back((front_end->forward(up) - front_end->forward(down)).flatten() / (2 * step));
    }
  }
  const at::Tensor numeric = at::stack(columns, 1);  // [outputs, samples]
  for (int64_t row = 0; row < output.numel(); ++row) {
    const at::Tensor analytic = torch::autograd::grad({output[row]}, {waveform}, {}, true)[0][0];
    ASSERT_TRUE(at::allclose(analytic, numeric[row], 1e-3, 1e-5))
        << text_of(options) << "output " << row << ", largest difference "
        << (analytic - numeric[row]).abs().max().item<double>();
  }
}

TEST(FrontEnd, GradientsPassGradcheck) {
  const features::SpectrumOptions spectrum{.sample_rate = 8000, .n_fft = 32, .hop_length = 24};
  const features::MelOptions mel{.spectrum = spectrum, .n_mels = 6};
  const features::LevelOptions level{.top_db = std::nullopt};
  check_gradient(features::SpectrogramOptions{.spectrum = spectrum});
  check_gradient(mel);
  check_gradient(LogMelOptions{.mel = mel, .level = level});
  check_gradient(
      LogMelOptions{.mel = mel, .level = {.log = LogKind::ln, .amin_mode = AminMode::add}});
  check_gradient(features::MfccOptions{.log_mel = {.mel = mel, .level = level}, .n_mfcc = 4});
}

TEST(FrontEnd, SilenceHasAFiniteGradient) {
  for (const FeatureOptions& options : variations()) {
    const at::Tensor waveform = at::zeros({1, 4000}).requires_grad_();
    make_front_end(options)->forward(waveform).sum().backward();
    EXPECT_TRUE(waveform.grad().isfinite().all().item<bool>()) << text_of(options);
  }
}

TEST(FrontEnd, AutocastDoesNotBlurIt) {
  const auto front_end = make_front_end(LogMelOptions{});
  const at::Tensor expected = front_end->forward(noise(4000));
  const AutocastGuard autocast(Precision::bfloat16);
  EXPECT_TRUE(at::equal(front_end->forward(noise(4000)), expected));
}

TEST(FrontEnd, BadInputIsRefused) {
  EXPECT_THROW(make_front_end(LogMelOptions{.mel = {.f_max = 1e5}}), core::InvalidOptions);
  const auto front_end = make_front_end(LogMelOptions{.mel = {.spectrum = {.center = false}}});
  EXPECT_THROW(front_end->forward(at::zeros({4000})), core::InvalidOptions);
  EXPECT_THROW(front_end->forward(at::zeros({1, 1000})), core::BadData);
  EXPECT_THROW(front_end->forward(at::zeros({1, 4000}, at::kLong)), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::models
