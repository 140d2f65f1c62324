#include "pinna/features/spectrogram.h"

#include "tests/pinna/features/streaming.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/mel.h"

namespace pinna::features {
namespace {

TEST(Spectrogram, SineStandsInItsBin) {
  const SpectrogramOptions options{.spectrum = {.sample_rate = 1024, .hop_length = 256}};
  std::vector<float> clip(4096);
  for (size_t i = 0; i < clip.size(); ++i)
    clip[i] = static_cast<float>(std::sin(2 * M_PI * 100 * static_cast<double>(i) / 1024));
  const FeatureMatrix matrix = Spectrogram(options).compute(clip);
  EXPECT_EQ(matrix.bins, 513);
  EXPECT_NEAR(matrix.at(100, 8), 256.0 * 256, 1);  // (sum of the Hann window / 2)^2
  EXPECT_NEAR(matrix.at(110, 8), 0, 1e-3);
  EXPECT_EQ(Spectrogram(options).bin_axis().centers[100], 100);
}

TEST(Spectrogram, MagnitudeIsTheRootOfThePower) {
  const std::vector<float> clip = test::noise_clip(5000);
  const FeatureMatrix power = Spectrogram({}).compute(clip);
  const FeatureMatrix magnitude = Spectrogram({.power = 1}).compute(clip);
  for (size_t i = 0; i < power.values.size(); ++i)
    ASSERT_NEAR(magnitude.values[i] * magnitude.values[i], power.values[i],
                1e-5 * power.values[i] + 1e-12);
}

TEST(Spectrogram, DecibelsReachTheFloorInSilence) {
  const Spectrogram feature({.level = {.log = LogKind::db}});
  EXPECT_THAT(feature.compute(std::vector<float>(4000)).values,
              testing::Each(testing::FloatNear(-100, 1e-4f)));
  EXPECT_EQ(feature.value_unit(), "dB");
}

TEST(Spectrogram, SharedTransformGivesTheSameNumbers) {
  const std::vector<float> clip = test::noise_clip(20000);
  const Spectrogram spectrogram({.power = 1});
  const Mel mel({});
  const Mel coarse({.n_mels = 10});
  FeatureMatrix a, b, c;
  const std::vector<const SpectralFeature*> features{&spectrogram, &mel, &coarse};
  const std::vector<FeatureMatrix*> outputs{&a, &b, &c};
  compute_together(features, clip, outputs);
  EXPECT_EQ(a.values, spectrogram.compute(clip).values);
  EXPECT_EQ(b.values, mel.compute(clip).values);
  EXPECT_EQ(c.values, coarse.compute(clip).values);
}

TEST(Spectrogram, SpectraOfOtherPrecisionAreNotShared) {
  const Spectrogram fast({}), precise({}, dsp::kernels(), dsp::Precision::float64);
  EXPECT_FALSE(fast.shares_spectrum_with(precise));
  FeatureMatrix a, b;
  const std::vector<const SpectralFeature*> features{&fast, &precise};
  const std::vector<FeatureMatrix*> outputs{&a, &b};
  EXPECT_THROW(compute_together(features, test::noise_clip(2000), outputs), core::Bug);
}

}  // namespace
}  // namespace pinna::features
