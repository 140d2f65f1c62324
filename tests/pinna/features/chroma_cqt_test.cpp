#include "pinna/features/chroma_cqt.h"

#include <cmath>
#include <numbers>

#include "tests/pinna/features/streaming.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

using testing::HasSubstr;

std::vector<float> tone(double hz, int64_t length) {
  std::vector<float> samples;
  for (int64_t i = 0; i < length; ++i)
    samples.push_back(
        static_cast<float>(std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / 22050)));
  return samples;
}

TEST(ChromaCqt, OctavesOfAPitchAreOneClass) {
  const ChromaCqt chroma(ChromaCqtOptions{});
  EXPECT_EQ(chroma.bin_axis().names[9], "A");
  for (const double hz : {110, 440, 1760}) {
    const FeatureMatrix matrix = chroma.compute(tone(hz, 44100));
    ASSERT_EQ(matrix.bins, 12);
    EXPECT_EQ(matrix.at(9, 43), 1);
    EXPECT_LT(matrix.at(0, 43), 0.1);
  }
}

TEST(ChromaCqt, EstimatedTuningMovesAMistunedToneToItsClass) {
  const std::vector<float> clip = tone(440 * std::exp2(-0.4 / 12), 44100);
  const FeatureMatrix plain = ChromaCqt(ChromaCqtOptions{}).compute(clip);
  const FeatureMatrix tuned =
      ChromaCqt({.pitch_classes = {.tuning = TuningWord::estimate}}).compute(clip);
  EXPECT_LT(tuned.at(8, 43), plain.at(8, 43));
}

TEST(ChromaCqt, SumsBelowTheThresholdBecomeZero) {
  const std::vector<float> clip = test::noise_clip(20000);
  const FeatureMatrix all =
      ChromaCqt({.norm = dsp::NormWord::none, .threshold = std::nullopt}).compute(clip);
  const double limit = all.at(3, 10);
  const FeatureMatrix some =
      ChromaCqt({.norm = dsp::NormWord::none, .threshold = limit}).compute(clip);
  for (size_t i = 0; i < all.values.size(); ++i)
    EXPECT_EQ(some.values[i], all.values[i] < static_cast<float>(limit) ? 0 : all.values[i]);
}

TEST(ChromaCqt, StreamEqualsTheWholeClip) {
  const ChromaCqt chroma(ChromaCqtOptions{});
  const std::vector<float> clip = test::noise_clip(70001);
  EXPECT_LT(test::largest_difference(test::streamed(chroma, clip, 1), chroma.compute(clip)), 1e-5);
}

TEST(ChromaCqt, SilenceAndOneSampleAreFinite) {
  const ChromaCqt chroma({.pitch_classes = {.tuning = TuningWord::estimate}});
  for (const float value : chroma.compute(std::vector<float>(20000)).values) ASSERT_EQ(value, 0);
  for (const float value : chroma.compute(std::vector{0.5f}).values)
    ASSERT_TRUE(std::isfinite(value));
}

std::string complaint(const PitchClassOptions& options) {
  try {
    ChromaCqt({.pitch_classes = options});
  } catch (const core::InvalidOptions& error) {
    return error.what();
  }
  return "none";
}

TEST(ChromaCqt, BadOptionsNameTheirField) {
  EXPECT_THAT(complaint({.bins_per_octave = 30}), HasSubstr("bins_per_octave"));
  EXPECT_THAT(complaint({.n_octaves = 9}), HasSubstr("n_octaves"));
  EXPECT_THAT(complaint({.f_min = 0.002}), HasSubstr("f_min"));
  EXPECT_EQ(complaint({.n_chroma = 24, .bins_per_octave = std::nullopt}), "none");
}

}  // namespace
}  // namespace pinna::features
