#include "pinna/data/coloured_noise.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "pinna/features/feature.h"
#include "pinna/features/spectrogram_options.h"

namespace pinna::data {
namespace {

double mean_square(std::span<const float> samples) {
  double sum = 0;
  for (const float sample : samples) sum += double{sample} * sample;
  return sum / static_cast<double>(samples.size());
}

/// Mean power of the octave above bin `lowest` of 2048 samples, each bin once.
double octave_power(const features::FeatureMatrix& spectrogram, int64_t lowest) {
  double sum = 0;
  for (int64_t bin = lowest; bin < 2 * lowest; ++bin)
    for (const float power : spectrogram.row(bin)) sum += power;
  return sum / static_cast<double>(lowest);
}

TEST(ColouredNoise, PowerChangesByItsSlopeFromOctaveToOctave) {
  const auto spectrum = features::make_feature(features::SpectrogramOptions{
      .spectrum = {.sample_rate = 16000, .n_fft = 2048, .hop_length = 1024}, .power = 2});
  for (const NoiseColour colour : all_noise_colours) {
    const auto spectrogram = spectrum->compute(noise_loop(colour));
    for (const int64_t lowest : {16, 32, 64, 128, 256}) {
      const double slope = 10 * std::log10(octave_power(spectrogram, 2 * lowest) /
                                           octave_power(spectrogram, lowest));
      EXPECT_NEAR(slope, slope_of(colour), 0.35) << static_cast<int>(colour) << " " << lowest;
    }
  }
}

TEST(ColouredNoise, LoopsHaveMeanSquareOneAndNoOffset) {
  for (const NoiseColour colour : all_noise_colours) {
    EXPECT_NEAR(mean_square(noise_loop(colour)), 1, 1e-4);
    double sum = 0;
    for (const float sample : noise_loop(colour)) sum += sample;
    EXPECT_NEAR(sum / static_cast<double>(noise_loop(colour).size()), 0, 1e-4);
  }
}

TEST(ColouredNoise, LevelIsThatBelowTheSound) {
  for (const NoiseColour colour : {NoiseColour::white, NoiseColour::blue, NoiseColour::violet})
    for (const double snr_db : {-10.0, 0.0, 20.0}) {
      std::vector<float> padded(60000);  // half of it exact zeros, which do not count
      for (size_t i = 0; i < 30000; ++i) padded[i] = i % 2 == 0 ? 0.1F : -0.1F;
      std::vector<float> noisy = padded;
      core::Random random(7);
      add_noise(noisy, colour, snr_db, random);
      for (size_t i = 0; i < padded.size(); ++i) noisy[i] -= padded[i];
      EXPECT_NEAR(10 * std::log10(0.01 / mean_square(noisy)), snr_db, 0.1);
    }
}

TEST(ColouredNoise, SilenceStaysSilence) {
  std::vector<float> silence(100);
  core::Random random(1);
  add_noise(silence, NoiseColour::pink, 0, random);
  EXPECT_EQ(silence, std::vector<float>(100));
}

}  // namespace
}  // namespace pinna::data
