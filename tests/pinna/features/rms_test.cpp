#include "pinna/features/rms.h"

#include <cmath>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

TEST(Rms, IsTheRootOfTheMeanSquareOfAFrame) {
  const std::vector<float> clip = test::noise_clip(2000);
  const RmsOptions options{.frames = {.frame_length = 333, .hop_length = 100, .center = false}};
  const FeatureMatrix rms = Rms(options).compute(clip);
  ASSERT_EQ(rms.frames, 1 + (2000 - 333) / 100);
  for (int64_t f = 0; f < rms.frames; ++f) {
    double sum = 0;
    for (int64_t i = f * 100; i < f * 100 + 333; ++i)
      sum += std::pow(clip[static_cast<size_t>(i)], 2);
    EXPECT_NEAR(rms.at(0, f), std::sqrt(sum / 333), 1e-6);
  }
}

TEST(Rms, WhatStandsBeyondTheEndsCounts) {
  const std::vector<float> ones(4096, 1.0f);
  EXPECT_NEAR(Rms({}).compute(ones).at(0, 0), 1, 1e-6);
  EXPECT_NEAR(Rms({.pad_mode = dsp::PadMode::constant}).compute(ones).at(0, 0), std::sqrt(0.5),
              1e-6);
}

TEST(Rms, StreamEqualsTheWholeClip) {
  const Rms feature({.frames = {.frame_length = 700, .hop_length = 90}});
  const std::vector<float> clip = test::noise_clip(30000);
  EXPECT_LT(test::largest_difference(test::streamed(feature, clip, 6), feature.compute(clip)),
            1e-6);
}

TEST(Rms, BadOptionsAndSamplesAreRefused) {
  EXPECT_THROW(Rms({.frames = {.frame_length = 0}}), core::InvalidOptions);
  EXPECT_THROW(Rms({.frames = {.hop_length = 0}}), core::InvalidOptions);
  EXPECT_THROW(Rms({}).compute(std::vector<float>{INFINITY}), core::BadData);
  EXPECT_THROW(Rms({}).compute({}), core::BadData);
  EXPECT_THROW(Rms({.frames = {.center = false}}).compute(std::vector<float>(1023)), core::BadData);
}

}  // namespace
}  // namespace pinna::features
