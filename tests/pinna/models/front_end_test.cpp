#include "pinna/models/front_end.h"

#include <algorithm>
#include <string>
#include <utility>
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

/// As the features write complex values: all real parts, then all imaginary ones.
at::Tensor as_real(const at::Tensor& values) {
  return values.is_complex() ? at::cat({at::real(values), at::imag(values)}, 1) : values;
}

std::string text_of(const FeatureOptions& options) {
  return core::to_toml(core::to_config(options));
}

template <class Options>
void append_presets(std::vector<FeatureOptions>& all) {
  for (const auto& preset : Options::presets()) all.push_back(preset.options);
}

void append_deltas(std::vector<FeatureOptions>& all) {
  using Mode = features::DeltaMode;
  append_presets<features::DeltaOptions>(all);
  for (const auto mode : {Mode::interp, Mode::nearest, Mode::mirror, Mode::wrap, Mode::constant}) {
    all.push_back(features::DeltaOptions{.order = 2, .delta_width = 5, .mode = mode});
    all.push_back(features::DeltaOptions{.source = features::DeltaSource::mfcc,
                                         .order = 2,
                                         .delta_width = 6,
                                         .method = features::DeltaMethod::regression,
                                         .mode = mode});
  }
}

void append_pcens(std::vector<FeatureOptions>& all) {
  append_presets<features::PcenOptions>(all);
  all.push_back(features::PcenOptions{
      .mel = {.spectrum = {.hop_length = 40}, .power = 2}, .pcen_power = 0, .time_constant = 0.06});
  all.push_back(features::PcenOptions{.scale = 1, .gain = 0.5, .bias = 0, .pcen_power = 0.25});
}

void append_chromas(std::vector<FeatureOptions>& all) {
  features::ChromaStftOptions options;
  all.push_back(options);
  options = {.spectrum = features::librosa_spectrum(),
             .n_chroma = 24,
             .tuning = 0.3,
             .octwidth = std::nullopt,
             .base_c = false};
  for (const dsp::VectorNorm& norm :
       {dsp::VectorNorm(1.0), dsp::VectorNorm(2.0), dsp::VectorNorm(0.5), dsp::VectorNorm(90.0),
        dsp::VectorNorm(dsp::NormWord::none)}) {
    options.norm = norm;
    all.push_back(options);
  }
}

void append_shapes(std::vector<FeatureOptions>& all) {
  append_presets<features::SpectralCentroidOptions>(all);
  append_presets<features::SpectralBandwidthOptions>(all);
  append_presets<features::SpectralRolloffOptions>(all);
  append_presets<features::SpectralFlatnessOptions>(all);
  append_presets<features::SpectralContrastOptions>(all);
  all.push_back(features::SpectralCentroidOptions{.silence = features::SilentCentroid::nan});
  all.push_back(features::SpectralBandwidthOptions{.p = 0.5});
  all.push_back(features::SpectralBandwidthOptions{.p = 3, .norm = false});
  all.push_back(features::SpectralRolloffOptions{.roll_percent = 0.2});
  all.push_back(features::SpectralFlatnessOptions{.power = 0.7, .amin = 1e-3});
  all.push_back(features::SpectralContrastOptions{.quantile = 0.4, .linear = true});
  all.push_back(features::SpectralContrastOptions{.n_bands = 3, .top_db = 20});
}

void append_gammatones(std::vector<FeatureOptions>& all) {
  append_presets<features::GammatoneOptions>(all);
  all.push_back(features::GammatoneOptions{.sample_rate = 16000,
                                           .n_filters = 7,
                                           .f_min = 0,
                                           .bandwidth = 0.3,
                                           .win_length = 401,
                                           .hop_length = 700,
                                           .center = false,
                                           .power = 1,
                                           .level = {.log = LogKind::none}});
}

/// Every preset of every feature that has a front end, and options that no preset sets.
std::vector<FeatureOptions> variations() {
  std::vector<FeatureOptions> all;
  append_presets<features::StftOptions>(all);
  append_presets<features::SpectrogramOptions>(all);
  append_presets<features::MelOptions>(all);
  append_presets<features::LogMelOptions>(all);
  append_presets<features::MfccOptions>(all);
  append_presets<features::LfccOptions>(all);
  append_deltas(all);
  append_pcens(all);
  append_chromas(all);
  append_shapes(all);
  append_gammatones(all);
  all.push_back(features::StftOptions{
      .spectrum = {.n_fft = 301, .win_length = 300, .hop_length = 77, .normalized = true}});
  all.push_back(features::MelOptions{
      .spectrum = {.n_fft = 500, .win_length = 400, .hop_length = 123, .center = false}});
  all.push_back(features::MelOptions{
      .spectrum = {.pad_mode = dsp::PadMode::replicate, .normalized = true}, .power = 1});
  all.push_back(features::MelOptions{.power = 0.4});
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
    const at::Tensor got = as_real(make_front_end(options)->forward(waveform));
    ASSERT_EQ(got.sizes(), expected.sizes()) << text_of(options);
    const bool is_level = features::make_feature(options)->value_unit().starts_with("dB");
    const double error = (got - expected).abs().max().item<double>();
    EXPECT_LT(error, 1e-5 * std::max(is_level ? 10.0 : 0.0, expected.abs().max().item<double>()))
        << text_of(options);
  }
}

TEST(FrontEnd, ClipsShorterThanTheirPaddingEqualTheKernels) {
  for (const int64_t num_samples : {1, 2, 3, 100})
    for (const auto pad_mode :
         {dsp::PadMode::constant, dsp::PadMode::reflect, dsp::PadMode::replicate}) {
      const LogMelOptions options{.mel = {.spectrum = {.pad_mode = pad_mode}}};
      const at::Tensor waveform = noise(num_samples);
      const at::Tensor error =
          (make_front_end(options)->forward(waveform) - from_kernel(options, waveform)).abs();
      EXPECT_LT(error.max().item<double>(), 1e-4) << num_samples;
    }
}

TEST(FrontEnd, ContrastOfNearlyEmptyBandsEqualsTheKernels) {
  const at::Tensor time = at::arange(22050, at::kDouble) / 22050;
  const at::Tensor tones = at::sin(time * 1500) + 0.3 * at::sin(time * 2740) * at::exp(-3 * time);
  const at::Tensor waveform = (0.4 * tones).to(at::kFloat).unsqueeze(0);
  features::SpectralContrastOptions options;
  options.top_db = std::nullopt;
  const at::Tensor error =
      make_front_end(options)->forward(waveform) - from_kernel(options, waveform);
  EXPECT_LT(error.abs().max().item<double>(), 1e-4);  // dB
}

TEST(FrontEnd, ClipsOfABatchDoNotTouchEachOther) {
  const at::Tensor loud = noise(8000), quiet = loud.flip(1) * 1e-3;
  for (const FeatureOptions& options : variations()) {
    const auto front_end = make_front_end(options);
    const at::Tensor both = as_real(front_end->forward(at::cat({loud, quiet})));
    for (const auto& [clip, row] : {std::pair{loud, 0}, std::pair{quiet, 1}}) {
      const at::Tensor alone = as_real(front_end->forward(clip))[0];
      const double limit = 1e-5 * std::max(1e-9, alone.abs().max().item<double>());
      EXPECT_TRUE(at::allclose(both[row], alone, 0, limit)) << text_of(options);
    }
  }
}

TEST(FrontEnd, TopDbOfABatchCountsFromItsLoudestClip) {
  const at::Tensor loud = noise(8000), quiet = loud.flip(1) * 1e-3;
  LogMelOptions options;
  options.level.top_db = 40;
  options.level.top_db_per = features::TopDbScope::batch;
  const auto front_end = make_front_end(options);
  const at::Tensor both = front_end->forward(at::cat({loud, quiet}));
  EXPECT_TRUE(at::allclose(both[0], front_end->forward(loud)[0], 0, 1e-3));
  EXPECT_NEAR(both[1].min().item<double>(), both[0].max().item<double>() - 40, 1e-3);
  EXPECT_LT(front_end->forward(quiet).min().item<double>(), both[1].min().item<double>() - 5);
}

TEST(FrontEnd, LongClipsEqualTheKernels) {
  const at::Tensor waveform = noise(70000);
  const FeatureOptions options =
      features::PcenOptions{.mel = {.spectrum = {.n_fft = 256, .hop_length = 64}, .n_mels = 16}};
  const at::Tensor expected = from_kernel(options, waveform);
  const at::Tensor error = (make_front_end(options)->forward(waveform) - expected).abs();
  EXPECT_LT(error.max().item<double>(), 1e-5 * expected.max().item<double>());
}

TEST(FrontEnd, SilenceEqualsTheKernels) {
  const at::Tensor silence = at::zeros({1, 8000});
  for (const FeatureOptions& options : variations()) {
    const at::Tensor expected = from_kernel(options, silence);
    const at::Tensor got = as_real(make_front_end(options)->forward(silence));
    // Decibels near 0 and deltas are differences of levels near -100 dB, and keep their rounding.
    const bool is_difference = std::holds_alternative<features::DeltaOptions>(options) ||
                               features::make_feature(options)->value_unit() == "dB";
    const double limit =
        (is_difference ? 1e-5 : 1e-6) + 1e-5 * expected.nan_to_num().abs().max().item<double>();
    EXPECT_TRUE(at::allclose(got, expected, 0, limit, /*equal_nan=*/true)) << text_of(options);
  }
}

/// Every entry of the Jacobian against central differences, as torch.autograd.gradcheck does with
/// its defaults: step 1e-6, 1e-5 absolute, 1e-3 relative.
void check_gradient(const FeatureOptions& options) {
  const auto front_end = make_front_end(options);
  const SeedGuard seed(2);
  const at::Tensor waveform = (at::rand({1, 90}, at::kDouble) - 0.5).requires_grad_();
  const at::Tensor output = as_real(front_end->forward(waveform)).flatten();
  const double step = 1e-6;
  std::vector<at::Tensor> columns;
  {
    const at::NoGradGuard no_grad;
    for (int64_t i = 0; i < waveform.size(1); ++i) {
      at::Tensor up = waveform.clone(), down = waveform.clone();
      up[0][i] += step;
      down[0][i] -= step;
      const at::Tensor change = front_end->forward(up) - front_end->forward(down);
      columns.push_back(as_real(change).flatten() / (2 * step));
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

TEST(FrontEnd, GradientsOfDerivedFeaturesPassGradcheck) {
  const features::MelOptions mel{.spectrum = {.sample_rate = 8000, .n_fft = 32, .hop_length = 16},
                                 .n_mels = 4};
  const features::LogMelOptions log_mel{.mel = mel, .level = {.top_db = std::nullopt}};
  check_gradient(features::LfccOptions{
      .spectrum = mel.spectrum, .n_filter = 6, .level = log_mel.level, .n_lfcc = 4});
  check_gradient(features::DeltaOptions{
      .mfcc = {.log_mel = log_mel}, .delta_width = 3, .mode = features::DeltaMode::interp});
  check_gradient(features::DeltaOptions{.mfcc = {.log_mel = log_mel},
                                        .order = 2,
                                        .delta_width = 5,
                                        .method = features::DeltaMethod::regression,
                                        .mode = features::DeltaMode::mirror});
  check_gradient(features::PcenOptions{.mel = mel, .scale = 10});
  check_gradient(features::PcenOptions{.mel = mel, .scale = 10, .pcen_power = 0});
  check_gradient(features::ChromaStftOptions{.spectrum = mel.spectrum});
  check_gradient(features::ChromaStftOptions{.spectrum = mel.spectrum, .norm = 2.0});
}

TEST(FrontEnd, GradientsOfSpectralShapesPassGradcheck) {
  const features::SpectrumOptions spectrum{.sample_rate = 8000, .n_fft = 32, .hop_length = 24};
  check_gradient(features::StftOptions{.spectrum = spectrum});
  check_gradient(features::SpectralCentroidOptions{.spectrum = spectrum});
  check_gradient(features::SpectralBandwidthOptions{.spectrum = spectrum});
  check_gradient(features::SpectralBandwidthOptions{.spectrum = spectrum, .p = 1.5, .norm = false});
  check_gradient(features::SpectralFlatnessOptions{.spectrum = spectrum});
  check_gradient(features::SpectralContrastOptions{
      .spectrum = spectrum, .f_min = 500, .n_bands = 3, .top_db = std::nullopt});
  check_gradient(features::GammatoneOptions{.sample_rate = 8000,
                                            .n_filters = 3,
                                            .f_min = 300,
                                            .win_length = 32,
                                            .hop_length = 24,
                                            .level = {.top_db = std::nullopt}});
}

TEST(FrontEnd, RolloffHasAGradientOfZero) {
  const at::Tensor waveform = noise(4000).requires_grad_();
  make_front_end(features::SpectralRolloffOptions{})->forward(waveform).sum().backward();
  EXPECT_TRUE(at::equal(waveform.grad(), at::zeros_like(waveform)));
}

TEST(FrontEnd, SilenceHasAFiniteGradient) {
  for (const FeatureOptions& options : variations()) {
    const at::Tensor waveform = at::zeros({1, 8000}).requires_grad_();
    as_real(make_front_end(options)->forward(waveform)).sum().backward();
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
  for (const at::ScalarType type : {at::kLong, at::kHalf, at::kBFloat16})
    EXPECT_THROW(front_end->forward(at::zeros({1, 4000}, type)), core::InvalidOptions);
  EXPECT_THROW(
      make_front_end(features::ChromaStftOptions{.tuning = features::TuningWord::estimate}),
      core::InvalidOptions);
  EXPECT_THROW(make_front_end(features::YinOptions{}), core::InvalidOptions);
  EXPECT_THROW(make_front_end(features::DeltaOptions{.mode = features::DeltaMode::interp})
                   ->forward(at::zeros({1, 4000})),
               core::BadData);
  EXPECT_THROW(
      make_front_end(features::GammatoneOptions{.center = false})->forward(at::zeros({1, 1000})),
      core::BadData);
}

}  // namespace
}  // namespace pinna::models
