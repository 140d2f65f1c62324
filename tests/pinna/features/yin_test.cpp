#include "pinna/features/yin.h"

#include <cmath>

#include "tests/pinna/features/streaming.h"
#include "tests/pinna/features/tones.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

using testing::HasSubstr;

TEST(Yin, FindsThePitchOfTones) {
  for (const double hz : {100.0, 220.0, 441.0, 1500.0}) {
    const FeatureMatrix f0 = Yin({}).compute(test::tone(hz, 22050, 22050));
    EXPECT_EQ(f0.frames, 44);
    for (int64_t f = 4; f < 40; ++f) EXPECT_NEAR(f0.at(0, f), hz, 0.004 * hz);
  }
}

TEST(Yin, DifferencesAreTheirDefinition) {
  const PitchOptions options = resolved(
      PitchOptions{.sample_rate = 8000, .frame_length = 300, .hop_length = 100, .center = false});
  const YinDifference difference(options);
  const std::vector<float> clip = test::noise_clip(400);
  std::vector<float> got(static_cast<size_t>(difference.lanes() * difference.num_periods()));
  difference.compute(clip, 1, got.data());
  double sum = 0;
  for (int64_t k = 1; k <= options.max_period(); ++k) {
    double value = 0;
    for (int64_t n = 0; n < 300; ++n) {
      const double later = n + k < 300 ? clip[static_cast<size_t>(100 + n + k)] : 0;
      value += std::pow(clip[static_cast<size_t>(100 + n)] - later, 2);
    }
    sum += value;
    if (k < options.min_period()) continue;
    EXPECT_NEAR(got[static_cast<size_t>(k - options.min_period())],
                value * static_cast<double>(k) / sum, 1e-4);
  }
}

TEST(Yin, SilenceGivesTheHighestPitch) {
  for (const float value : Yin({}).compute(std::vector<float>(5000)).values)
    EXPECT_FLOAT_EQ(value, 2205);
}

TEST(Yin, StreamEqualsTheWholeClip) {
  const Yin yin({});
  const std::vector<float> clip = test::tone(300, 22050, 40000);
  EXPECT_LT(test::largest_difference(test::streamed(yin, clip, 8), yin.compute(clip)), 1e-5);
}

TEST(Yin, OneSampleIsAFrame) {
  EXPECT_EQ(Yin({}).compute(std::vector<float>{0.5f}).frames, 1);
}

TEST(Yin, FramesShorterThanTwoPeriodsAreWarnedOf) {
  YinOptions options;
  options.pitch.frame_length = 512;
  EXPECT_THAT(Yin(options).warnings().at(0), HasSubstr("frame_length"));
  EXPECT_TRUE(Yin({}).warnings().empty());
}

TEST(Yin, BadOptionsAreRefused) {
  EXPECT_THROW(Yin({.pitch = {.f_max = 12000}}), core::InvalidOptions);
  EXPECT_THROW(Yin({.pitch = {.f_min = 3000}}), core::InvalidOptions);
  EXPECT_THROW(Yin({.pitch = {.frame_length = 8}}), core::InvalidOptions);
  EXPECT_THROW(Yin({}).compute(std::vector<float>(5000, NAN)), core::BadData);
}

}  // namespace
}  // namespace pinna::features
