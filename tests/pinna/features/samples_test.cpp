#include "pinna/features/samples.h"

#include <cmath>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

TEST(Samples, AreTheWaveform) {
  const std::vector<float> clip = test::noise_clip(3000);
  const Samples feature({.sample_rate = 8000});
  const FeatureMatrix matrix = feature.compute(clip);
  EXPECT_EQ(matrix.bins, 1);
  EXPECT_EQ(matrix.values, clip);
  EXPECT_EQ(feature.sample_rate(), 8000);
  EXPECT_EQ(feature.hop_length(), 1);
}

TEST(Samples, StreamEqualsTheWholeClip) {
  const std::vector<float> clip = test::noise_clip(30000);
  EXPECT_EQ(test::streamed(Samples({}), clip, 9).values, clip);
}

TEST(Samples, NothingAndNoNumbersAreRefused) {
  EXPECT_THROW(Samples({}).compute({}), core::BadData);
  EXPECT_THROW(Samples({}).compute(std::vector<float>{NAN}), core::BadData);
  EXPECT_THROW(Samples({.sample_rate = 0}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
