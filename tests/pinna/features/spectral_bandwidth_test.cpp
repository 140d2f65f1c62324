#include "pinna/features/spectral_bandwidth.h"

#include <cmath>

#include "tests/pinna/features/shape_measures.h"
#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

void expect_definition(double p, bool norm) {
  const std::vector<float> clip = test::noise_clip(3000);
  const SpectrumOptions spectrum = test::small_spectrum();
  const FeatureMatrix magnitudes = test::magnitudes(spectrum, clip);
  const FeatureMatrix bandwidth =
      SpectralBandwidth({.spectrum = spectrum, .p = p, .norm = norm}).compute(clip);
  for (int64_t f = 0; f < bandwidth.frames; ++f) {
    const double centroid = test::centroid(magnitudes, f, spectrum);
    double mean = test::weighted(magnitudes, f, [&](int64_t bin) {
      return std::pow(std::abs(spectrum.bin_hz(bin) - centroid), p);
    });
    if (norm) mean /= test::total(magnitudes, f);
    const double expected = std::pow(mean, 1 / p);
    EXPECT_NEAR(bandwidth.at(0, f), expected, 1e-5 * expected);
  }
}

TEST(SpectralBandwidth, IsTheSpreadAboutTheCentroid) {
  expect_definition(2, true);
}

TEST(SpectralBandwidth, OtherPowersAndNoNorm) {
  expect_definition(1, true);
  expect_definition(3.5, true);
  expect_definition(2, false);
}

TEST(SpectralBandwidth, SilenceIsZero) {
  for (const float value : SpectralBandwidth({}).compute(std::vector<float>(2000)).values)
    EXPECT_EQ(value, 0);
}

TEST(SpectralBandwidth, StreamEqualsTheWholeClip) {
  const SpectralBandwidth feature({});
  const std::vector<float> clip = test::noise_clip(30000);
  EXPECT_LT(test::largest_difference(test::streamed(feature, clip, 2), feature.compute(clip)),
            1e-2);
}

TEST(SpectralBandwidth, BadOptionsAreRefused) {
  EXPECT_THROW(SpectralBandwidth({.p = 0}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
