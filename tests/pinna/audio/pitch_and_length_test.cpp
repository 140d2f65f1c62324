#include "pinna/audio/pitch_and_length.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

constexpr int64_t rate = 16000;

Waveform sine(double hz, double seconds, int64_t channels = 1) {
  const auto frames = static_cast<int64_t>(seconds * rate);
  Waveform waveform{.samples = std::vector<float>(static_cast<size_t>(frames * channels)),
                    .num_channels = channels,
                    .sample_rate = rate};
  for (int64_t c = 0; c < channels; ++c)
    for (int64_t i = 0; i < frames; ++i)
      waveform.channel(c)[static_cast<size_t>(i)] = static_cast<float>(
          0.5 * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rate));
  return waveform;
}

/// From the zero crossings of the middle half.
double frequency(std::span<const float> samples) {
  int64_t crossings = 0;
  const size_t begin = samples.size() / 4, end = 3 * samples.size() / 4;
  for (size_t i = begin; i < end; ++i) crossings += (samples[i] < 0) != (samples[i + 1] < 0);
  return static_cast<double>(crossings) / 2 * rate / static_cast<double>(end - begin);
}

TEST(PitchAndLength, AnOctaveHigherIsTwiceTheFrequencyAndAsLong) {
  const Waveform changed = change_pitch_and_length(sine(400, 2), 12, 1);
  EXPECT_EQ(changed.num_frames(), 2 * rate);
  EXPECT_NEAR(frequency(changed.samples), 800, 8);
}

TEST(PitchAndLength, LongerSoundKeepsItsFrequency) {
  const Waveform changed = change_pitch_and_length(sine(400, 2), 0, 1.25);
  EXPECT_EQ(changed.num_frames(), 2.5 * rate);
  EXPECT_NEAR(frequency(changed.samples), 400, 4);
}

TEST(PitchAndLength, ChannelsStayTogether) {
  const Waveform changed = change_pitch_and_length(sine(400, 1, 2), 3, 0.8);
  ASSERT_EQ(changed.num_channels, 2);
  for (size_t i = 0; i < changed.channel(0).size(); ++i)
    ASSERT_NEAR(changed.channel(0)[i], changed.channel(1)[i], 1e-5);
}

TEST(PitchAndLength, NothingAskedForChangesNothing) {
  const Waveform waveform = sine(400, 0.1);
  EXPECT_EQ(change_pitch_and_length(waveform, 0, 1).samples, waveform.samples);
  EXPECT_TRUE(change_pitch_and_length({.sample_rate = rate}, 3, 1.1).samples.empty());
}

TEST(PitchAndLength, ShortSoundsComeBackAtTheirLength) {
  for (const double seconds : {0.001, 0.02, 0.3})
    EXPECT_EQ(change_pitch_and_length(sine(400, seconds), 1, 1.1).num_frames(),
              std::llround(static_cast<double>(sine(400, seconds).num_frames()) * 1.1));
}

TEST(PitchAndLength, ImpossibleChangesAreRefused) {
  EXPECT_THROW(change_pitch_and_length(sine(400, 1), 25, 1), core::InvalidOptions);
  EXPECT_THROW(change_pitch_and_length(sine(400, 1), 0, 0), core::InvalidOptions);
  EXPECT_THROW(change_pitch_and_length(sine(400, 1), 0, std::nan("")), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::audio
