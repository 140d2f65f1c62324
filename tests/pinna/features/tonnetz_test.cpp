#include "pinna/features/tonnetz.h"

#include <cmath>
#include <numbers>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

TEST(Tonnetz, IsTheMeanPlaceOfTheClassesOnEachCircle) {
  const std::vector<float> clip = test::noise_clip(20000);
  const FeatureMatrix chroma = ChromaCqt({.norm = 1.0}).compute(clip);
  const FeatureMatrix tonnetz = Tonnetz(TonnetzOptions{}).compute(clip);
  ASSERT_EQ(tonnetz.bins, 6);
  // A semitone turns by 7/6, 3/2 and 2/3 of half a circle.
  for (int64_t f = 0; f < tonnetz.frames; f += 7)
    for (int64_t row = 0; row < 6; ++row) {
      const double turn = std::numbers::pi * (row < 2 ? 7.0 / 6 : row < 4 ? 1.5 : 2.0 / 3);
      double expected = 0;
      for (int64_t c = 0; c < 12; ++c) {
        const double angle = turn * static_cast<double>(c);
        expected += (row < 4 ? 1 : 0.5) * chroma.at(c, f) *
                    (row % 2 == 0 ? std::sin(angle) : std::cos(angle));
      }
      EXPECT_NEAR(tonnetz.at(row, f), expected, 1e-5);
    }
}

TEST(Tonnetz, StreamEqualsTheWholeClip) {
  const Tonnetz tonnetz(TonnetzOptions{});
  const std::vector<float> clip = test::noise_clip(70001);
  EXPECT_LT(test::largest_difference(test::streamed(tonnetz, clip, 1), tonnetz.compute(clip)),
            1e-5);
}

TEST(Tonnetz, SilenceIsTheCentre) {
  for (const float value : Tonnetz(TonnetzOptions{}).compute(std::vector<float>(9000)).values)
    EXPECT_EQ(value, 0);
}

TEST(Tonnetz, RowsHaveNames) {
  EXPECT_EQ(Tonnetz(TonnetzOptions{}).bin_axis().names.size(), 6);
}

TEST(Tonnetz, BadOptionsAreRefused) {
  EXPECT_THROW(Tonnetz({.chroma = {.pitch_classes = {.hop_length = 0}}}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
