#include "pinna/features/spectral_flatness.h"

#include <cmath>

#include "tests/pinna/features/shape_measures.h"
#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

TEST(SpectralFlatness, IsTheRatioOfTheMeans) {
  const std::vector<float> clip = test::noise_clip(3000);
  const SpectrumOptions spectrum = test::small_spectrum();
  const FeatureMatrix magnitudes = test::magnitudes(spectrum, clip, dsp::Precision::float64);
  for (const double power : {1.0, 2.0, 0.7}) {
    for (const double amin : {1e-10, 3.0}) {
      const FeatureMatrix flatness =
          SpectralFlatness({.spectrum = spectrum, .power = power, .amin = amin}).compute(clip);
      for (int64_t f = 0; f < flatness.frames; ++f) {
        double sum = 0, log_sum = 0;
        for (int64_t bin = 0; bin < magnitudes.bins; ++bin) {
          const double value = std::max(amin, std::pow(magnitudes.at(bin, f), power));
          sum += value;
          log_sum += std::log(value);
        }
        const auto bins = static_cast<double>(magnitudes.bins);
        EXPECT_NEAR(flatness.at(0, f), std::exp(log_sum / bins) / (sum / bins), 1e-6);
      }
    }
  }
}

TEST(SpectralFlatness, SilenceAndImpulsesAreFlat) {
  for (const float value : SpectralFlatness({}).compute(std::vector<float>(2000)).values)
    EXPECT_NEAR(value, 1, 1e-5);
  std::vector<float> impulse(2048);
  impulse[1024] = 1;
  EXPECT_NEAR(SpectralFlatness({}).compute(impulse).at(0, 2), 1, 1e-5);
}

TEST(SpectralFlatness, StreamEqualsTheWholeClip) {
  const SpectralFlatness feature({});
  const std::vector<float> clip = test::noise_clip(30000);
  EXPECT_LT(test::largest_difference(test::streamed(feature, clip, 4), feature.compute(clip)),
            1e-5);
}

TEST(SpectralFlatness, BadOptionsAreRefused) {
  EXPECT_THROW(SpectralFlatness({.amin = 0}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
