#include "pinna/data/bandwidth.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "pinna/audio/resample.h"
#include "pinna/core/random.h"

namespace pinna::data {
namespace {

audio::Waveform noise(int64_t sample_rate) {
  core::Random random(1);
  audio::Waveform waveform{.samples = std::vector<float>(static_cast<size_t>(2 * sample_rate)),
                           .sample_rate = sample_rate};
  for (float& sample : waveform.samples) sample = static_cast<float>(0.1 * random.normal());
  return waveform;
}

TEST(Bandwidth, WhiteNoiseFillsTheSpectrumEvenly) {
  const Bandwidth bandwidth = measure_bandwidth(noise(44100));
  EXPECT_NEAR(bandwidth.energy_95, 0.95 * 22050, 300);
  EXPECT_NEAR(bandwidth.energy_99, 0.99 * 22050, 300);
  EXPECT_GT(bandwidth.occupied, 21800);
}

TEST(Bandwidth, SineEndsAtItsFrequency) {
  audio::Waveform sine{.samples = std::vector<float>(44100), .sample_rate = 44100};
  for (size_t i = 0; i < sine.samples.size(); ++i)
    sine.samples[i] =
        static_cast<float>(std::sin(static_cast<double>(i) * 6000 / 44100 * 2 * std::numbers::pi));
  const Bandwidth bandwidth = measure_bandwidth(sine);
  EXPECT_NEAR(bandwidth.energy_95, 6000, 250);
  EXPECT_NEAR(bandwidth.energy_99, 6000, 250);
}

TEST(Bandwidth, ResampledSoundKeepsTheOldLimit) {
  const Bandwidth bandwidth = measure_bandwidth(audio::resample(noise(16000), 44100));
  EXPECT_NEAR(bandwidth.occupied, 8000, 500);
  EXPECT_LT(bandwidth.energy_99, 8000);
}

TEST(Bandwidth, EndsOfShortClipsDoNotFillTheSpectrum) {
  audio::Waveform slow = audio::resample(noise(16000), 44100);
  for (const size_t length : {2047U, 1500U, 800U}) {
    slow.samples.resize(length);
    EXPECT_NEAR(measure_bandwidth(slow).occupied, 8000, 1500) << length;
  }
}

TEST(Bandwidth, ScaleDoesNotMatterAndOneSampleIsEnough) {
  audio::Waveform quiet = noise(8000);
  const double before = measure_bandwidth(quiet).energy_95;
  for (float& sample : quiet.samples) sample *= 1e-4F;
  EXPECT_NEAR(measure_bandwidth(quiet).energy_95, before, 1);
  EXPECT_LE(measure_bandwidth({.samples = {0.5F}, .sample_rate = 8000}).energy_99, 4000);
}

}  // namespace
}  // namespace pinna::data
