#include "pinna/features/tempogram.h"

#include <cmath>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

TempogramOptions short_windows(int64_t length) {
  TempogramOptions options;
  options.onset.log_mel.level.top_db = std::nullopt;
  options.tempogram_length = length;
  options.tempogram_norm = TempogramNorm::none;
  return options;
}

/// The padded, windowed onset strengths of one frame.
std::vector<double> windowed(const FeatureMatrix& onsets, int64_t frame, int64_t length) {
  const int64_t padding = length / 2;
  std::vector<double> values;
  for (int64_t i = 0; i < length; ++i) {
    const int64_t at = frame + i - padding;
    const double ramp = at < 0 ? static_cast<double>(padding + at) / static_cast<double>(padding)
                               : static_cast<double>(padding - 1 - (at - onsets.frames)) /
                                     static_cast<double>(padding);
    const double value = at < 0               ? ramp * onsets.at(0, 0)
                         : at < onsets.frames ? onsets.at(0, at)
                                              : ramp * onsets.at(0, onsets.frames - 1);
    const double angle = 2 * M_PI * static_cast<double>(i) / static_cast<double>(length);
    values.push_back(value * (0.5 - 0.5 * std::cos(angle)));
  }
  return values;
}

TEST(Tempogram, IsTheAutocorrelationOfTheWindowedOnsets) {
  const std::vector<float> clip = test::noise_clip(15000);
  for (const int64_t length : {8, 9, 40}) {
    const TempogramOptions options = short_windows(length);
    const FeatureMatrix onsets = OnsetStrength(options.onset).compute(clip);
    const FeatureMatrix got = Tempogram(options).compute(clip);
    ASSERT_EQ(got.bins, length);
    ASSERT_EQ(got.frames, onsets.frames);
    for (int64_t f = 0; f < got.frames; ++f) {
      const std::vector<double> values = windowed(onsets, f, length);
      for (size_t lag = 0; lag < values.size(); ++lag) {
        double sum = 0;
        for (size_t i = 0; i + lag < values.size(); ++i) sum += values[i] * values[i + lag];
        EXPECT_NEAR(got.at(static_cast<int64_t>(lag), f), sum, 1e-3);
      }
    }
  }
}

TEST(Tempogram, FramesAreDividedByTheirMaximum) {
  const FeatureMatrix got = Tempogram({}).compute(test::noise_clip(30000));
  for (int64_t f = 0; f < got.frames; ++f) EXPECT_NEAR(got.at(0, f), 1, 1e-6);
}

TEST(Tempogram, SilenceIsZero) {
  for (const float value : Tempogram({}).compute(std::vector<float>(9000)).values)
    EXPECT_EQ(value, 0);
}

TEST(Tempogram, RowsAreLagsInSeconds) {
  EXPECT_DOUBLE_EQ(Tempogram({}).bin_axis().centers[3], 3 * 512.0 / 22050);
}

TEST(Tempogram, StreamEqualsTheWholeClip) {
  TempogramOptions options = short_windows(21);
  options.tempogram_norm = TempogramNorm::max;
  const Tempogram feature(options);
  const std::vector<float> clip = test::noise_clip(60000);
  EXPECT_LT(test::largest_difference(test::streamed(feature, clip, 3), feature.compute(clip)),
            1e-5);
}

TEST(Tempogram, WindowsOfOneFrameAreRefused) {
  EXPECT_THROW(Tempogram({.tempogram_length = 1}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
