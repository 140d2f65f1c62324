#include "pinna/features/pyin.h"

#include <algorithm>
#include <cmath>

#include "tests/pinna/features/streaming.h"
#include "tests/pinna/features/tones.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

using testing::Each;
using testing::HasSubstr;

FeatureMatrix pyin(const std::vector<float>& clip, PyinOutput output,
                   UnvoicedPitch unvoiced = UnvoicedPitch::zero) {
  return Pyin({.output = output, .unvoiced = unvoiced}).compute(clip);
}

TEST(Pyin, ToneBetweenSilencesHasItsPitchAndVoicing) {
  std::vector<float> clip(22050, 0.0f);
  const std::vector<float> middle = test::tone(330, 22050, 22050);
  clip.insert(clip.end(), middle.begin(), middle.end());
  clip.resize(3 * 22050, 0.0f);
  const FeatureMatrix f0 = pyin(clip, PyinOutput::f0);
  const FeatureMatrix flag = pyin(clip, PyinOutput::voiced_flag);
  for (int64_t f = 0; f < f0.frames; ++f) {
    EXPECT_EQ(flag.at(0, f) == 1, f0.at(0, f) > 0);
  }
  for (int64_t f = 49; f < 82; ++f) EXPECT_NEAR(1200 * std::log2(f0.at(0, f) / 330), 0, 10);
  for (int64_t f = 0; f < 38; ++f) {
    EXPECT_EQ(f0.at(0, f), 0);
    EXPECT_EQ(f0.at(0, f0.frames - 1 - f), 0);
  }
}

TEST(Pyin, UnvoicedFramesAreNanWhereAskedFor) {
  const FeatureMatrix f0 = pyin(std::vector<float>(9000), PyinOutput::f0, UnvoicedPitch::nan);
  EXPECT_TRUE(std::ranges::all_of(f0.values, [](float value) { return std::isnan(value); }));
}

TEST(Pyin, SilenceIsUnvoiced) {
  const std::vector<float> silence(9000);
  EXPECT_THAT(pyin(silence, PyinOutput::f0).values, Each(0.0f));
  EXPECT_THAT(pyin(silence, PyinOutput::voiced_prob).values, Each(0.0f));
}

TEST(Pyin, ProbabilitiesOfVoicingStream) {
  const Pyin feature({.output = PyinOutput::voiced_prob});
  const std::vector<float> clip = test::noise_clip(40000);
  EXPECT_LT(test::largest_difference(test::streamed(feature, clip, 5), feature.compute(clip)),
            1e-5);
}

TEST(Pyin, PitchNeedsTheWholeClip) {
  try {
    Pyin({}).make_stream();
    FAIL() << "a path was streamed";
  } catch (const core::InvalidOptions& error) {
    EXPECT_THAT(error.what(), HasSubstr("voiced_prob"));
  }
}

TEST(Pyin, BadOptionsAreRefused) {
  EXPECT_THROW(Pyin({.resolution = 0}), core::InvalidOptions);
  EXPECT_THROW(Pyin({.switch_prob = 1.5}), core::InvalidOptions);
  EXPECT_THROW(Pyin({.pitch = {.hop_length = 22050}}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
