#include "pinna/audio/loudness.h"

#include <cmath>
#include <limits>

#include "tests/pinna/audio/signals.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::test {
namespace {

using namespace audio;

/// Stretches of a 1 kHz sine in both channels, as EBU Tech 3341 lists its test signals.
struct Stretch {
  double dbfs;
  double seconds;
};
Waveform stereo_sine(std::initializer_list<Stretch> stretches, int64_t sample_rate) {
  std::vector<float> channel;
  for (const Stretch& stretch : stretches) {
    const auto part = sine_wave(
        1000, std::pow(10, stretch.dbfs / 20),
        static_cast<int64_t>(stretch.seconds * static_cast<double>(sample_rate)), sample_rate);
    channel.insert(channel.end(), part.samples.begin(), part.samples.end());
  }
  Waveform stereo{.samples = channel, .num_channels = 2, .sample_rate = sample_rate};
  stereo.samples.insert(stereo.samples.end(), channel.begin(), channel.end());
  return stereo;
}

TEST(KWeighting, EqualsTheTableOfTheRecommendationAt48kHz) {
  const auto [shelf, high_pass] = k_weighting(48000);
  EXPECT_NEAR(shelf.b0, 1.53512485958697, 1e-12);
  EXPECT_NEAR(shelf.b1, -2.69169618940638, 1e-12);
  EXPECT_NEAR(shelf.b2, 1.19839281085285, 1e-12);
  EXPECT_NEAR(shelf.a1, -1.69065929318241, 1e-12);
  EXPECT_NEAR(shelf.a2, 0.73248077421585, 1e-12);
  EXPECT_EQ(high_pass.b0, 1);
  EXPECT_EQ(high_pass.b1, -2);
  EXPECT_EQ(high_pass.b2, 1);
  EXPECT_NEAR(high_pass.a1, -1.99004745483398, 1e-12);
  EXPECT_NEAR(high_pass.a2, 0.99007225036621, 1e-12);
}

TEST(Loudness, FullScaleSineInOneFrontChannelIsMinusThree) {
  EXPECT_NEAR(loudness_lufs(sine_wave(997, 1, 5 * 48000, 48000)), -3.01, 0.005);
}

TEST(Loudness, HardlyDependsOnTheSampleRate) {
  for (const int64_t rate : {11025, 16000, 22050, 32000, 44100, 96000})
    EXPECT_NEAR(loudness_lufs(sine_wave(997, 1, 2 * rate, rate)), -3.01, 0.05) << rate;
}

TEST(Loudness, MeetsTheSignalsOfEbuTech3341) {
  constexpr int64_t rate = 12000;  // coarse but within the norm's tolerance, and quick
  EXPECT_NEAR(loudness_lufs(stereo_sine({{-23, 20}}, rate)), -23, 0.1);
  EXPECT_NEAR(loudness_lufs(stereo_sine({{-33, 20}}, rate)), -33, 0.1);
  EXPECT_NEAR(loudness_lufs(stereo_sine({{-36, 10}, {-23, 60}, {-36, 10}}, rate)), -23, 0.1);
  EXPECT_NEAR(
      loudness_lufs(stereo_sine({{-72, 10}, {-36, 10}, {-23, 60}, {-36, 10}, {-72, 10}}, rate)),
      -23, 0.1);
  EXPECT_NEAR(loudness_lufs(stereo_sine({{-26, 20}, {-20, 20.1}, {-26, 20}}, rate)), -23, 0.1);
}

TEST(Loudness, SurroundChannelsWeighMoreAndTheSubwooferNothing) {
  const auto only = [](int64_t channel) {
    const Waveform sine = sine_wave(997, 1, 48000, 48000);
    Waveform six{.samples = std::vector<float>(6 * 48000), .num_channels = 6, .sample_rate = 48000};
    std::ranges::copy(sine.samples, six.channel(channel).begin());
    return loudness_lufs(six);
  };
  EXPECT_NEAR(only(2), -3.01, 0.01);
  EXPECT_NEAR(only(4) - only(0), 10 * std::log10(1.41), 1e-9);
  EXPECT_EQ(only(3), -std::numeric_limits<double>::infinity());
}

TEST(Loudness, SilenceIsMinusInfinity) {
  const Waveform silence{.samples = std::vector<float>(48000), .sample_rate = 48000};
  EXPECT_EQ(loudness_lufs(silence), -std::numeric_limits<double>::infinity());
}

TEST(Loudness, FollowsTheGain) {
  Waveform noise = white_noise(1, 44100, 44100, 0.5);
  const double before = loudness_lufs(noise);
  for (float& sample : noise.samples) sample *= 0.1f;
  EXPECT_NEAR(before - loudness_lufs(noise), 20, 1e-4);
}

TEST(Loudness, OneBlockIsEnoughAndLessIsRefused) {
  EXPECT_NEAR(loudness_lufs(sine_wave(997, 1, 17640, 44100)), -3.01, 0.1);
  EXPECT_THROW(loudness_lufs(sine_wave(997, 1, 17639, 44100)), core::BadData);
  EXPECT_THROW(loudness_lufs(Waveform{.samples = {}, .sample_rate = 44100}), core::BadData);
}

TEST(Loudness, UnknownLayoutsAndLowRatesAreRefused) {
  EXPECT_THROW(loudness_lufs(white_noise(7, 48000, 48000, 1)), core::BadData);
  EXPECT_THROW(loudness_lufs(white_noise(1, 48000, 3999, 1)), core::BadData);
}

}  // namespace
}  // namespace pinna::test
