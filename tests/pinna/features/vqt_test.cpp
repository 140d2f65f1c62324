#include "pinna/features/vqt.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <thread>

#include "tests/pinna/features/streaming.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

using testing::HasSubstr;

std::vector<float> tone(double hz, int64_t length, double sample_rate = 22050) {
  std::vector<float> samples;
  for (int64_t i = 0; i < length; ++i)
    samples.push_back(static_cast<float>(
        std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / sample_rate)));
  return samples;
}

int64_t loudest_bin(const FeatureMatrix& matrix, int64_t frame) {
  int64_t best = 0;
  for (int64_t bin = 1; bin < matrix.bins; ++bin)
    if (matrix.at(bin, frame) > matrix.at(best, frame)) best = bin;
  return best;
}

bool all_finite(const FeatureMatrix& matrix) {
  return std::ranges::all_of(matrix.values, [](float value) { return std::isfinite(value); });
}

std::string complaint(const ConstantQOptions& options) {
  try {
    Vqt(CqtOptions{.constant_q = options});
  } catch (const core::InvalidOptions& error) {
    return error.what();
  }
  return "none";
}

TEST(Vqt, AToneIsLoudestInItsBin) {
  const Vqt cqt(CqtOptions{});
  for (const int64_t bin : {3, 12, 24, 45, 57, 83}) {
    const FeatureMatrix matrix =
        cqt.compute(tone(cqt.bin_axis().centers[static_cast<size_t>(bin)], 44100));
    EXPECT_EQ(matrix.bins, 84);
    EXPECT_EQ(matrix.frames, 1 + 44100 / 512);
    EXPECT_EQ(loudest_bin(matrix, 43), bin);
  }
}

TEST(Vqt, ATonesMagnitudeIsHalfTheRootOfItsFiltersLength) {
  const ConstantQOptions options{.sparsity = 0};
  const VqtOptions as{.constant_q = options, .gamma = 0};
  const dsp::WaveletSpec spec = wavelet_spec(as, 0);
  const std::vector<double> lengths = dsp::wavelet_lengths(spec, 22050);
  for (const int64_t bin : {20, 40, 80}) {
    const auto i = static_cast<size_t>(bin);
    const FeatureMatrix matrix = Vqt(as).compute(tone(spec.centers[i], 44100));
    EXPECT_NEAR(matrix.at(bin, 43), 0.5 * std::sqrt(lengths[i]), 0.01 * std::sqrt(lengths[i]));
  }
}

TEST(Vqt, WithoutGammaIsTheConstantQTransform) {
  const std::vector<float> clip = test::noise_clip(20000);
  const FeatureMatrix cqt = Vqt(CqtOptions{}).compute(clip);
  const FeatureMatrix vqt = Vqt(VqtOptions{.gamma = 0}).compute(clip);
  EXPECT_EQ(cqt.values, vqt.values);
}

TEST(Vqt, ComplexPartsHaveTheMagnitudes) {
  const std::vector<float> clip = test::noise_clip(20000);
  const FeatureMatrix magnitudes = Vqt(CqtOptions{}).compute(clip);
  const Vqt complex(CqtOptions{.constant_q = {.part = ConstantQPart::complex}});
  EXPECT_TRUE(complex.is_complex());
  const FeatureMatrix parts = complex.compute(clip);
  ASSERT_EQ(parts.bins, 168);
  for (int64_t bin = 0; bin < 84; ++bin)
    for (int64_t f = 0; f < parts.frames; ++f)
      ASSERT_NEAR(std::hypot(parts.at(bin, f), parts.at(bin + 84, f)), magnitudes.at(bin, f), 1e-5);
}

TEST(Vqt, DecibelsAreTheLogarithmOfTheMagnitudes) {
  const std::vector<float> clip = test::noise_clip(20000);
  const FeatureMatrix plain = Vqt(CqtOptions{}).compute(clip);
  const Vqt decibels(
      CqtOptions{.constant_q = {.level = {.amin = 1e-5, .ref = ClipReference::max}}});
  EXPECT_EQ(decibels.value_unit(), "dB");
  const FeatureMatrix levels = decibels.compute(clip);
  const float loudest = *std::ranges::max_element(plain.values);
  for (size_t i = 0; i < plain.values.size(); ++i)
    ASSERT_NEAR(levels.values[i], std::max(-80.0f, 20 * std::log10(plain.values[i] / loudest)),
                1e-3);
}

TEST(Vqt, StreamEqualsTheWholeClip) {
  std::vector<ConstantQOptions> cases{
      {},
      {.hop_length = 333, .n_bins = 30, .pad_mode = dsp::PadMode::constant},
      {.sample_rate = 44100, .hop_length = 1024, .n_bins = 48},  // decimated early
      {.hop_length = 100, .f_min = 200, .n_bins = 40, .pad_mode = dsp::PadMode::replicate}};
  for (const ConstantQOptions& options : cases) {
    const Vqt vqt(VqtOptions{.constant_q = options});
    for (const int64_t length : {99991, 2000}) {
      const std::vector<float> clip = test::noise_clip(length);
      EXPECT_LT(test::largest_difference(test::streamed(vqt, clip, 3), vqt.compute(clip)), 1e-5);
    }
  }
}

TEST(Vqt, TuningIsFoundOrGiven) {
  const double shifted = c1_hz * std::exp2((36 + 0.3) / 12);
  const std::vector<float> clip = tone(shifted, 44100);
  const FeatureMatrix estimated =
      Vqt(CqtOptions{.constant_q = {.tuning = TuningWord::estimate}}).compute(clip);
  const FeatureMatrix given = Vqt(CqtOptions{.constant_q = {.tuning = 0.3}}).compute(clip);
  const FeatureMatrix untuned = Vqt(CqtOptions{}).compute(clip);
  EXPECT_NEAR(estimated.at(36, 40), given.at(36, 40), 0.01 * given.at(36, 40));
  EXPECT_LT(untuned.at(36, 40), 0.95 * given.at(36, 40));
}

TEST(Vqt, WithAnEstimateClipsOfEveryTuningFit) {
  ConstantQOptions options{.n_bins = 101};
  EXPECT_NO_THROW(Vqt(CqtOptions{.constant_q = options}));
  options.tuning = TuningWord::estimate;
  EXPECT_THAT(complaint(options), HasSubstr("half a bin high"));
  options.n_bins = 100;
  const Vqt cqt(CqtOptions{.constant_q = options});
  for (const double deviation : {-0.5, -0.3, 0.3, 0.49})
    EXPECT_TRUE(all_finite(cqt.compute(tone(440 * std::exp2(deviation / 12), 20000))));
}

TEST(Vqt, ExtremeClipsGiveFiniteValues) {
  std::vector<float> impulse(30000), square(30000);
  impulse[15000] = 1;
  for (size_t i = 0; i < square.size(); ++i) square[i] = i / 50 % 2 == 0 ? 1.0f : -1.0f;
  for (const auto tuning : {Tuning{0.0}, Tuning{TuningWord::estimate}}) {
    const Vqt cqt(CqtOptions{.constant_q = {.tuning = tuning}});
    EXPECT_TRUE(all_finite(cqt.compute(impulse)));
    EXPECT_TRUE(all_finite(cqt.compute(square)));
    EXPECT_TRUE(all_finite(cqt.compute(std::vector<float>(30000, 1.0f))));
    EXPECT_TRUE(all_finite(cqt.compute(std::vector<float>{0.5f})));
    for (const float value : cqt.compute(std::vector<float>(30000)).values) ASSERT_EQ(value, 0);
  }
}

TEST(Vqt, EveryInstructionSetAgrees) {
  const std::vector<float> clip = test::noise_clip(30000);
  const FeatureMatrix expected = Vqt(CqtOptions{}).compute(clip);
  for (const dsp::Kernels* kernels : dsp::available_kernels())
    EXPECT_LT(test::largest_difference(Vqt(CqtOptions{}, *kernels).compute(clip), expected), 1e-4);
}

TEST(Vqt, ThreadsShareOneObject) {
  const Vqt cqt(CqtOptions{.constant_q = {.tuning = TuningWord::estimate}});
  const std::vector<float> clip = tone(450, 20000);
  const FeatureMatrix expected = cqt.compute(clip);
  std::vector<FeatureMatrix> got(3);
  {
    std::vector<std::jthread> threads;
    for (FeatureMatrix& matrix : got) threads.emplace_back([&] { cqt.compute_into(clip, matrix); });
  }
  for (const FeatureMatrix& matrix : got) EXPECT_EQ(matrix.values, expected.values);
}

TEST(Vqt, BadSamplesAreRefused) {
  std::vector<float> clip = test::noise_clip(5000);
  clip[1234] = std::numeric_limits<float>::quiet_NaN();
  const Vqt cqt(CqtOptions{});
  try {
    cqt.compute(clip);
    FAIL() << "a NaN went through";
  } catch (const core::BadData& error) {
    EXPECT_THAT(error.what(), HasSubstr("sample 1234"));
  }
  clip[1234] = 1e30f;
  EXPECT_THROW(cqt.compute(clip), core::BadData);
  EXPECT_THROW(cqt.compute({}), core::BadData);
}

TEST(Vqt, BadOptionsNameTheirField) {
  EXPECT_THAT(complaint({.n_bins = 110}), HasSubstr("n_bins"));
  EXPECT_THAT(complaint({.sample_rate = 4000}), HasSubstr("half the sample rate"));
  EXPECT_THAT(complaint({.f_min = 0}), HasSubstr("f_min"));
  EXPECT_THAT(complaint({.f_min = 0.001}), HasSubstr("filter_scale"));
  EXPECT_THAT(complaint({.sparsity = 1}), HasSubstr("sparsity"));
  EXPECT_THAT(complaint({.part = ConstantQPart::complex, .level = {}}), HasSubstr("part"));
  EXPECT_THROW(Vqt(VqtOptions{.gamma = 5000}), core::InvalidOptions);
  EXPECT_THROW(Vqt(CqtOptions{.constant_q = {.tuning = TuningWord::estimate}}).make_stream(),
               core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
