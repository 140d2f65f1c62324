#include "pinna/audio/trim.h"

#include <cmath>

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::test {
namespace {

using namespace audio;
using core::InvalidOptions;

Waveform mono(std::vector<float> samples) {
  return {.samples = std::move(samples), .num_channels = 1, .sample_rate = 8000};
}
/// Channels {1, 2, 3, 4} and {5, 6, 7, 8}.
const Waveform kStereo{.samples = {1, 2, 3, 4, 5, 6, 7, 8}, .num_channels = 2, .sample_rate = 8000};

TEST(TrimZeros, RemovesExactZerosAtBothEndsOnly) {
  EXPECT_EQ(trim_zeros(mono({0, 0, 1, 0, 2, 0})).samples, (std::vector<float>{1, 0, 2}));
  EXPECT_EQ(trim_zeros(mono({1e-30f, 0})).samples, (std::vector<float>{1e-30f}));
  EXPECT_EQ(trim_zeros(mono({-0.0f, 3, -0.0f})).samples, (std::vector<float>{3}));
}

TEST(TrimZeros, KeepsFramesInWhichAnyChannelSounds) {
  const Waveform stereo{.samples = {0, 1, 0, 0, 0, 0, 2, 0}, .num_channels = 2};
  EXPECT_EQ(non_zero_range(stereo), (FrameRange{1, 3}));
  EXPECT_EQ(trim_zeros(stereo).samples, (std::vector<float>{1, 0, 0, 2}));
}

TEST(TrimZeros, SilenceBecomesEmpty) {
  EXPECT_EQ(non_zero_range(mono({0, 0, 0})), FrameRange{});
  EXPECT_EQ(trim_zeros(mono({0, 0, 0})).num_frames(), 0);
  EXPECT_EQ(trim_zeros(mono({})).num_frames(), 0);
}

TEST(TrimZeros, WhatIsNoNumberIsNoSilence) {
  EXPECT_EQ(non_zero_range(mono({0, NAN, 0})), (FrameRange{1, 2}));
}

TEST(Slice, TakesTheFramesOfEveryChannel) {
  EXPECT_EQ(slice(kStereo, {1, 3}).samples, (std::vector<float>{2, 3, 6, 7}));
  EXPECT_EQ(slice(kStereo, {4, 4}).num_frames(), 0);
  for (const FrameRange& range : {FrameRange{-1, 2}, {2, 1}, {0, 5}})
    EXPECT_THROW(slice(kStereo, range), InvalidOptions);
}

TEST(Crop, PositionChoosesThePart) {
  EXPECT_EQ(crop(kStereo, 2).samples, (std::vector<float>{1, 2, 5, 6}));
  EXPECT_EQ(crop(kStereo, 2, Position::centre()).samples, (std::vector<float>{2, 3, 6, 7}));
  EXPECT_EQ(crop(kStereo, 2, Position::at(2)).samples, (std::vector<float>{3, 4, 7, 8}));
  EXPECT_THROW(crop(kStereo, 2, Position::at(3)), InvalidOptions);
  EXPECT_THROW(crop(kStereo, 2, Position::at(-1)), InvalidOptions);
}

TEST(Pad, PositionChoosesThePlaceAmongZeros) {
  EXPECT_EQ(pad(mono({1, 2}), 5).samples, (std::vector<float>{1, 2, 0, 0, 0}));
  EXPECT_EQ(pad(mono({1, 2}), 5, Position::centre()).samples, (std::vector<float>{0, 1, 2, 0, 0}));
  EXPECT_EQ(pad(mono({1, 2}), 5, Position::at(3)).samples, (std::vector<float>{0, 0, 0, 1, 2}));
  EXPECT_THROW(pad(mono({1, 2}), 5, Position::at(4)), InvalidOptions);
  EXPECT_EQ(pad(kStereo, 5).samples, (std::vector<float>{1, 2, 3, 4, 0, 5, 6, 7, 8, 0}));
}

TEST(Tile, RepeatsFromTheStart) {
  EXPECT_EQ(tile(mono({1, 2, 3}), 7).samples, (std::vector<float>{1, 2, 3, 1, 2, 3, 1}));
  EXPECT_EQ(tile(kStereo, 6).samples, (std::vector<float>{1, 2, 3, 4, 1, 2, 5, 6, 7, 8, 5, 6}));
  EXPECT_EQ(tile(mono({}), 3).samples, (std::vector<float>{0, 0, 0}));
}

TEST(Lengths, FittingWaveformsComeBackUnchanged) {
  EXPECT_EQ(crop(kStereo, 4, Position::at(9)).samples, kStereo.samples);
  EXPECT_EQ(crop(kStereo, 9).samples, kStereo.samples);
  EXPECT_EQ(pad(kStereo, 3).samples, kStereo.samples);
  EXPECT_EQ(tile(kStereo, 4).samples, kStereo.samples);
}

TEST(Lengths, NegativeLengthsAreRefused) {
  EXPECT_THROW(crop(kStereo, -1), InvalidOptions);
  EXPECT_THROW(pad(kStereo, -1), InvalidOptions);
  EXPECT_THROW(tile(kStereo, -1), InvalidOptions);
}

}  // namespace
}  // namespace pinna::test
