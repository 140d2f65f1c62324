#include "pinna/features/stft.h"

#include <cmath>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/spectrogram.h"

namespace pinna::features {
namespace {

TEST(Stft, SquaredPartsAreTheSpectrogram) {
  const std::vector<float> clip = test::noise_clip(9000);
  for (const int64_t n_fft : {1024, 375}) {
    const SpectrumOptions spectrum{.n_fft = n_fft, .win_length = 301, .hop_length = 210};
    const FeatureMatrix stft = Stft({.spectrum = spectrum}).compute(clip);
    const FeatureMatrix power = Spectrogram({.spectrum = spectrum}).compute(clip);
    ASSERT_EQ(stft.bins, 2 * power.bins);
    ASSERT_EQ(stft.frames, power.frames);
    for (int64_t bin = 0; bin < power.bins; ++bin)
      for (int64_t f = 0; f < power.frames; ++f)
        ASSERT_NEAR(std::pow(stft.at(bin, f), 2) + std::pow(stft.at(power.bins + bin, f), 2),
                    power.at(bin, f), 1e-4);
  }
}

TEST(Stft, PhaseCountsFromTheFirstSampleOfAFrame) {
  const Stft feature(
      {.spectrum = {
           .n_fft = 8, .hop_length = 4, .center = false, .window = dsp::WindowShape::rectangular}});
  std::vector<float> impulse(8);
  impulse[2] = 1;
  const FeatureMatrix stft = feature.compute(impulse);
  for (int64_t bin = 0; bin < 5; ++bin) {
    EXPECT_NEAR(stft.at(bin, 0), std::cos(M_PI / 2 * static_cast<double>(bin)), 1e-6);
    EXPECT_NEAR(stft.at(5 + bin, 0), -std::sin(M_PI / 2 * static_cast<double>(bin)), 1e-6);
  }
  EXPECT_TRUE(feature.is_complex());
}

TEST(Stft, StreamEqualsTheWholeClip) {
  const Stft feature({.spectrum = {.hop_length = 300}});
  const std::vector<float> clip = test::noise_clip(30000);
  EXPECT_LT(test::largest_difference(test::streamed(feature, clip, 4), feature.compute(clip)),
            1e-5);
}

TEST(Stft, BadOptionsAndSamplesAreRefused) {
  EXPECT_THROW(Stft({.spectrum = {.n_fft = 1}}), core::InvalidOptions);
  const std::vector<float> clip{0, NAN, 0};
  EXPECT_THROW(Stft({}).compute(clip), core::BadData);
}

}  // namespace
}  // namespace pinna::features
