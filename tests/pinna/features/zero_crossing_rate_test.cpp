#include "pinna/features/zero_crossing_rate.h"

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

ZeroCrossingRateOptions one_frame(int64_t length) {
  return {.frames = {.frame_length = length, .hop_length = length, .center = false}};
}

double crossings(const ZeroCrossingRateOptions& options, const std::vector<float>& clip) {
  return ZeroCrossingRate(options).compute(clip).at(0, 0) *
         static_cast<double>(options.frames.frame_length);
}

TEST(ZeroCrossingRate, CountsChangesOfSign) {
  EXPECT_NEAR(crossings(one_frame(6), {1, -1, 1, 1, -1, -1}), 3, 1e-5);
}

TEST(ZeroCrossingRate, TheFirstSampleCountsIfPadded) {
  ZeroCrossingRateOptions options = one_frame(6);
  options.pad = true;
  EXPECT_NEAR(crossings(options, {1, -1, 1, 1, -1, -1}), 4, 1e-5);
}

TEST(ZeroCrossingRate, ZeroIsPositiveOrASignOfItsOwn) {
  ZeroCrossingRateOptions options = one_frame(5);
  EXPECT_NEAR(crossings(options, {1, 0, -0.0f, -1, 0}), 2, 1e-5);
  options.zero_pos = false;
  EXPECT_NEAR(crossings(options, {1, 0, -0.0f, -1, 0}), 3, 1e-5);
}

TEST(ZeroCrossingRate, SmallSamplesAreZero) {
  ZeroCrossingRateOptions options = one_frame(4);
  EXPECT_NEAR(crossings(options, {1e-11f, -1e-11f, 1e-11f, -1e-11f}), 0, 1e-5);
  options.threshold = 0.5;
  EXPECT_NEAR(crossings(options, {1, -0.5, 1, -0.6f}), 1, 1e-5);
}

TEST(ZeroCrossingRate, EndsRepeatTheEndSample) {
  const ZeroCrossingRate feature({.frames = {.frame_length = 4, .hop_length = 2}});
  EXPECT_EQ(feature.compute(std::vector<float>{-1, 1, -1, 1}).values,
            (std::vector<float>{0.25f, 0.75f, 0.25f}));
}

TEST(ZeroCrossingRate, StreamEqualsTheWholeClip) {
  const ZeroCrossingRate feature({.frames = {.frame_length = 700, .hop_length = 90}});
  const std::vector<float> clip = test::noise_clip(30000);
  EXPECT_EQ(test::streamed(feature, clip, 8).values, feature.compute(clip).values);
}

TEST(ZeroCrossingRate, BadOptionsAreRefused) {
  EXPECT_THROW(ZeroCrossingRate({.threshold = -1}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
