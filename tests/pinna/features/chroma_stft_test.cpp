#include "pinna/features/chroma_stft.h"

#include <cmath>
#include <numbers>

#include "tests/pinna/features/streaming.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/mfcc.h"

namespace pinna::features {
namespace {

std::vector<float> tone(double hz, int64_t length) {
  std::vector<float> samples;
  for (int64_t i = 0; i < length; ++i)
    samples.push_back(
        static_cast<float>(std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / 22050)));
  return samples;
}

TEST(ChromaStft, AToneIsLoudestInItsClass) {
  const FeatureMatrix chroma = ChromaStft({.spectrum = {.n_fft = 4096}}).compute(tone(440, 22050));
  EXPECT_EQ(chroma.bins, 12);
  EXPECT_EQ(chroma.frames, 44);
  for (int64_t f = 8; f < 36; ++f)
    for (int64_t c = 0; c < 12; ++c)
      EXPECT_TRUE(c == 9 ? chroma.at(c, f) == 1 : chroma.at(c, f) < 1);
}

TEST(ChromaStft, EstimatedTuningIsThatOfTheClip) {
  const std::vector<float> clip = tone(440 * std::exp2(0.3 / 12), 30000);
  const SpectrumOptions spectrum{.n_fft = 2048};
  const FeatureMatrix estimated =
      ChromaStft({.spectrum = spectrum, .tuning = TuningWord::estimate}).compute(clip);
  const FeatureMatrix given = ChromaStft({.spectrum = spectrum, .tuning = 0.3}).compute(clip);
  EXPECT_LT(test::largest_difference(estimated, given), 0.05);
}

TEST(ChromaStft, FramesHaveTheNorm) {
  const std::vector<float> clip = test::noise_clip(8000);
  const FeatureMatrix one = ChromaStft({.norm = 1.0}).compute(clip);
  const FeatureMatrix two = ChromaStft({.norm = 2.0}).compute(clip);
  for (int64_t f = 0; f < one.frames; ++f) {
    double sum = 0, squares = 0;
    for (int64_t c = 0; c < 12; ++c) {
      sum += one.at(c, f);
      squares += std::pow(two.at(c, f), 2);
    }
    EXPECT_NEAR(sum, 1, 1e-5);
    EXPECT_NEAR(squares, 1, 1e-5);
  }
}

TEST(ChromaStft, SilenceStaysSilent) {
  for (const Tuning& tuning : {Tuning{0.0}, Tuning{TuningWord::estimate}}) {
    const FeatureMatrix chroma = ChromaStft({.tuning = tuning}).compute(std::vector<float>(5000));
    for (const float value : chroma.values) EXPECT_EQ(value, 0);
    EXPECT_TRUE(std::isfinite(ChromaStft({.tuning = tuning}).compute(std::vector{0.5f}).at(0, 0)));
  }
}

TEST(ChromaStft, StreamEqualsTheWholeClip) {
  const ChromaStft chroma(ChromaStftOptions{});
  const std::vector<float> clip = test::noise_clip(40000);
  EXPECT_LT(test::largest_difference(test::streamed(chroma, clip, 1), chroma.compute(clip)), 1e-6);
  EXPECT_THROW(ChromaStft({.tuning = TuningWord::estimate}).make_stream(), core::InvalidOptions);
}

TEST(ChromaStft, SharesTheTransformWithOtherFeatures) {
  const ChromaStft fixed(ChromaStftOptions{}), estimated({.tuning = TuningWord::estimate});
  const Mfcc mfcc(MfccOptions{});
  const std::vector<float> clip = test::noise_clip(20000);
  FeatureMatrix outputs[3];
  const SpectralFeature* features[3] = {&estimated, &mfcc, &fixed};
  FeatureMatrix* targets[3] = {&outputs[0], &outputs[1], &outputs[2]};
  compute_together(features, clip, targets);
  EXPECT_EQ(outputs[0].values, estimated.compute(clip).values);
  EXPECT_EQ(outputs[1].values, mfcc.compute(clip).values);
  EXPECT_EQ(outputs[2].values, fixed.compute(clip).values);
}

TEST(ChromaStft, OtherNumbersOfClasses) {
  const ChromaStft chroma({.n_chroma = 36, .octwidth = std::nullopt, .base_c = false});
  EXPECT_EQ(chroma.compute(test::noise_clip(3000)).bins, 36);
  EXPECT_EQ(ChromaStft(ChromaStftOptions{}).bin_axis().names.size(), 12);
}

TEST(ChromaStft, BadOptionsAreRefused) {
  EXPECT_THROW(ChromaStft({.n_chroma = 0}), core::InvalidOptions);
  EXPECT_THROW(ChromaStft({.norm = 0.0}), core::InvalidOptions);
  EXPECT_THROW(ChromaStft({.octwidth = 0}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
