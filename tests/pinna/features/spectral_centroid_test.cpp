#include "pinna/features/spectral_centroid.h"

#include <cmath>

#include "tests/pinna/features/shape_measures.h"
#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

TEST(SpectralCentroid, IsTheMeanFrequency) {
  const std::vector<float> clip = test::noise_clip(3000);
  const SpectrumOptions spectrum = test::small_spectrum();
  const FeatureMatrix magnitudes = test::magnitudes(spectrum, clip);
  const FeatureMatrix centroid = SpectralCentroid({.spectrum = spectrum}).compute(clip);
  ASSERT_EQ(centroid.frames, magnitudes.frames);
  for (int64_t f = 0; f < centroid.frames; ++f)
    EXPECT_NEAR(centroid.at(0, f), test::centroid(magnitudes, f, spectrum), 1e-2);
}

TEST(SpectralCentroid, WholeHertzEndAtHalfTheRateRoundedDown) {
  const SpectrumOptions odd{.sample_rate = 11025, .n_fft = 6};
  EXPECT_EQ(bin_frequencies(odd, BinHertz::whole_hertz).back(), 5512);
  EXPECT_EQ(bin_frequencies(odd, BinHertz::exact).back(), 5512.5);
}

TEST(SpectralCentroid, SilenceIsZeroUnlessAskedFor) {
  const std::vector<float> silence(2000);
  for (const float value : SpectralCentroid({}).compute(silence).values) EXPECT_EQ(value, 0);
  const SpectralCentroid feature({.silence = SilentCentroid::nan});
  for (const float value : feature.compute(silence).values) EXPECT_TRUE(std::isnan(value));
}

TEST(SpectralCentroid, StreamEqualsTheWholeClip) {
  const SpectralCentroid feature({});
  const std::vector<float> clip = test::noise_clip(30000);
  EXPECT_LT(test::largest_difference(test::streamed(feature, clip, 1), feature.compute(clip)),
            1e-2);
}

TEST(SpectralCentroid, BadOptionsAreRefused) {
  EXPECT_THROW(SpectralCentroid({.spectrum = {.n_fft = 0}}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
