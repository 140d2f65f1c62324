#include "pinna/features/spectral_rolloff.h"

#include "tests/pinna/features/shape_measures.h"
#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

TEST(SpectralRolloff, IsTheFirstBinThatReachesThePart) {
  const std::vector<float> clip = test::noise_clip(3000);
  const SpectrumOptions spectrum = test::small_spectrum();
  const FeatureMatrix magnitudes = test::magnitudes(spectrum, clip);
  for (const double part : {0.1, 0.5, 0.95}) {
    const FeatureMatrix rolloff =
        SpectralRolloff({.spectrum = spectrum, .roll_percent = part}).compute(clip);
    for (int64_t f = 0; f < rolloff.frames; ++f) {
      double sum = magnitudes.at(0, f);
      int64_t bin = 0;
      while (sum < part * test::total(magnitudes, f)) sum += magnitudes.at(++bin, f);
      EXPECT_EQ(rolloff.at(0, f), static_cast<float>(spectrum.bin_hz(bin)));
    }
  }
}

TEST(SpectralRolloff, SilenceIsZero) {
  for (const float value : SpectralRolloff({}).compute(std::vector<float>(2000)).values)
    EXPECT_EQ(value, 0);
}

TEST(SpectralRolloff, StreamEqualsTheWholeClip) {
  const SpectralRolloff feature({});
  const std::vector<float> clip = test::noise_clip(30000);
  EXPECT_LT(test::largest_difference(test::streamed(feature, clip, 3), feature.compute(clip)),
            1e-5);
}

TEST(SpectralRolloff, BadOptionsAreRefused) {
  EXPECT_THROW(SpectralRolloff({.roll_percent = 1}), core::InvalidOptions);
  EXPECT_THROW(SpectralRolloff({.roll_percent = 85}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
