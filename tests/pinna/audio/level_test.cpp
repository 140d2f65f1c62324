#include "pinna/audio/level.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "tests/pinna/audio/signals.h"
#include <gtest/gtest.h>

namespace pinna::test {
namespace {

using namespace audio;

TEST(ToMono, IsTheMeanOfTheChannels) {
  const Waveform stereo{
      .samples = {1, 0.5f, -1, 0, 0.5f, 1}, .num_channels = 2, .sample_rate = 8000};
  const Waveform mono = to_mono(stereo);
  EXPECT_EQ(mono.samples, (std::vector<float>{0.5f, 0.5f, 0}));
  EXPECT_EQ(mono.num_channels, 1);
  EXPECT_EQ(mono.sample_rate, 8000);
}

TEST(ToMono, LeavesMonoAlone) {
  const Waveform mono = white_noise(1, 100, 8000, 1);
  EXPECT_EQ(to_mono(mono).samples, mono.samples);
}

TEST(Peak, IsTheLargestMagnitude) {
  EXPECT_EQ(peak(std::vector<float>{0.25f, -0.75f, 0.5f}), 0.75);
  EXPECT_EQ(peak({}), 0);
}

TEST(Rms, MatchesClosedForms) {
  EXPECT_NEAR(rms(sine_wave(1000, 0.5, 48000, 48000).samples), 0.5 / std::numbers::sqrt2, 1e-7);
  EXPECT_DOUBLE_EQ(rms(std::vector<float>{1, -1, 1, -1}), 1);
  EXPECT_EQ(rms({}), 0);
}

TEST(Rms, StaysExactOverLongSignals) {
  EXPECT_NEAR(rms(std::vector<float>(1'000'000, 0.1f)), 0.1f, 1e-10);
}

TEST(Dbfs, IsRelativeToFullScale) {
  EXPECT_DOUBLE_EQ(dbfs(1), 0);
  EXPECT_NEAR(dbfs(rms(sine_wave(1000, 1, 48000, 48000).samples)), -3.0103, 1e-4);
  EXPECT_EQ(dbfs(0), -std::numeric_limits<double>::infinity());
}

}  // namespace
}  // namespace pinna::test
