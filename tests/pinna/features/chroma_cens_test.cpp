#include "pinna/features/chroma_cens.h"

#include <cmath>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

TEST(ChromaCens, WithoutSmoothingAndNormValuesAreQuarters) {
  const std::vector<float> clip = test::noise_clip(20000);
  const FeatureMatrix parts = ChromaCqt({.norm = 1.0}).compute(clip);
  const FeatureMatrix cens =
      ChromaCens({.norm = dsp::NormWord::none, .win_len_smooth = std::nullopt}).compute(clip);
  for (size_t i = 0; i < cens.values.size(); ++i) {
    const float part = parts.values[i];
    const int exceeded = (part > 0.4f) + (part > 0.2f) + (part > 0.1f) + (part > 0.05f);
    ASSERT_EQ(cens.values[i], 0.25f * static_cast<float>(exceeded));
  }
}

TEST(ChromaCens, SmoothingAveragesNeighbouringFrames) {
  const std::vector<float> clip = test::noise_clip(20000);
  const FeatureMatrix steps =
      ChromaCens({.norm = dsp::NormWord::none, .win_len_smooth = std::nullopt}).compute(clip);
  const FeatureMatrix smooth =
      ChromaCens({.norm = dsp::NormWord::none, .win_len_smooth = 3}).compute(clip);
  // A symmetric Hann window of five: 0, 1/2, 1, 1/2, 0, divided by its sum.
  for (int64_t f = 0; f < steps.frames; ++f) {
    const double before = f > 0 ? steps.at(4, f - 1) : 0;
    const double after = f + 1 < steps.frames ? steps.at(4, f + 1) : 0;
    EXPECT_NEAR(smooth.at(4, f), (0.5 * before + steps.at(4, f) + 0.5 * after) / 2, 1e-6);
  }
}

TEST(ChromaCens, StreamEqualsTheWholeClip) {
  const ChromaCens cens(ChromaCensOptions{.win_len_smooth = 8});
  const std::vector<float> clip = test::noise_clip(100000);
  EXPECT_LT(test::largest_difference(test::streamed(cens, clip, 1), cens.compute(clip)), 1e-5);
}

TEST(ChromaCens, SilenceStaysSilent) {
  const ChromaCens cens(ChromaCensOptions{});
  for (const float value : cens.compute(std::vector<float>(20000)).values) ASSERT_EQ(value, 0);
  for (const float value : cens.compute(std::vector{0.5f}).values)
    ASSERT_TRUE(std::isfinite(value));
}

TEST(ChromaCens, BadOptionsAreRefused) {
  EXPECT_THROW(ChromaCens({.win_len_smooth = 0}), core::InvalidOptions);
  EXPECT_THROW(ChromaCens({.pitch_classes = {.n_chroma = 7}}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
