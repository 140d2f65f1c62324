#include "pinna/features/onset_strength.h"

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/log_mel.h"

namespace pinna::features {
namespace {

OnsetStrengthOptions local_options() {
  OnsetStrengthOptions options;
  options.log_mel.level.top_db = std::nullopt;
  return options;
}

/// The definition, one frame at a time.
double rise(const FeatureMatrix& levels, int64_t frame, int64_t lag, int64_t max_size) {
  double sum = 0;
  for (int64_t band = 0; band < levels.bins; ++band) {
    const int64_t first = std::max<int64_t>(0, band - max_size / 2);
    const int64_t end = std::min(levels.bins, band - max_size / 2 + max_size);
    float reference = levels.at(first, frame - lag);
    for (int64_t near = first; near < end; ++near)
      reference = std::max(reference, levels.at(near, frame - lag));
    sum += std::max(0.0f, levels.at(band, frame) - reference);
  }
  return sum / static_cast<double>(levels.bins);
}

TEST(OnsetStrength, IsTheMeanRiseOfTheBandsDelayed) {
  const std::vector<float> clip = test::noise_clip(20000);
  OnsetStrengthOptions options;
  const FeatureMatrix levels = LogMel(options.log_mel).compute(clip);
  for (const int64_t lag : {1, 3}) {
    for (const int64_t max_size : {1, 4, 5}) {
      options.lag = lag;
      options.max_size = max_size;
      const OnsetStrength feature(options);
      EXPECT_EQ(feature.options().delay(), 1);
      const FeatureMatrix onsets = feature.compute(clip);
      ASSERT_EQ(onsets.frames, levels.frames);
      for (int64_t f = 0; f < onsets.frames; ++f)
        EXPECT_NEAR(onsets.at(0, f), f <= lag ? 0 : rise(levels, f - 1, lag, max_size), 1e-4);
    }
  }
}

TEST(OnsetStrength, SteadySoundHasNoOnsets) {
  for (const float value : OnsetStrength({}).compute(std::vector<float>(22050, 0.5f)).values)
    EXPECT_NEAR(value, 0, 1e-4);
}

TEST(OnsetStrength, ClipsShorterThanTheDelayAreZeros) {
  OnsetStrengthOptions options;
  options.lag = 5;
  const FeatureMatrix onsets = OnsetStrength(options).compute(test::noise_clip(1100));
  EXPECT_EQ(onsets.values, std::vector<float>(3, 0.0f));
}

TEST(OnsetStrength, StreamEqualsTheWholeClip) {
  OnsetStrengthOptions options = local_options();
  options.lag = 4;
  options.log_mel.mel.spectrum.hop_length = 150;
  const OnsetStrength feature(options);
  const std::vector<float> clip = test::noise_clip(40000);
  EXPECT_LT(test::largest_difference(test::streamed(feature, clip, 2), feature.compute(clip)),
            1e-5);
}

TEST(OnsetStrength, BadOptionsAreRefused) {
  EXPECT_THROW(OnsetStrength({.lag = 0}), core::InvalidOptions);
  EXPECT_THROW(OnsetStrength({.max_size = 0}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
