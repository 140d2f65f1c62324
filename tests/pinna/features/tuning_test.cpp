#include "pinna/features/tuning.h"

#include <cmath>
#include <numbers>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

namespace pinna::features {
namespace {

/// Two seconds of a chord whose notes lie `deviation` semitones above A = 440 Hz.
std::vector<float> chord(double deviation) {
  std::vector<float> samples(44100);
  for (const double semitone : {-12, -8, -5, 0, 4, 7, 12})
    for (size_t i = 0; i < samples.size(); ++i)
      samples[i] += static_cast<float>(
          0.1 * std::sin(2 * std::numbers::pi * 440 * std::exp2((semitone + deviation) / 12) *
                         static_cast<double>(i) / 22050));
  return samples;
}

double estimate(std::span<const float> clip, double sample_rate, int64_t bins_per_octave) {
  return ClipTuning(dsp::kernels()).estimate(clip, sample_rate, bins_per_octave);
}

TEST(Tuning, OfAChordIsFound) {
  for (const double deviation : {-0.4, -0.2, 0.0, 0.1, 0.3, 0.45})
    EXPECT_NEAR(estimate(chord(deviation), 22050, 12), deviation, 0.03);
}

TEST(Tuning, IsInBins) {
  EXPECT_NEAR(estimate(chord(0.1), 22050, 36), 0.3, 0.05);
}

TEST(Tuning, OfSilenceIsZero) {
  EXPECT_EQ(estimate(std::vector<float>(5000), 22050, 12), 0);
  EXPECT_EQ(estimate({}, 22050, 12), 0);
}

TEST(Tuning, PeaksOutsideTheRangeOfPitchesDoNotCount) {
  std::vector<float> low(22050);
  for (size_t i = 0; i < low.size(); ++i)
    low[i] =
        static_cast<float>(std::sin(2 * std::numbers::pi * 60 * static_cast<double>(i) / 22050));
  EXPECT_EQ(estimate(low, 22050, 12), 0);
}

TEST(Tuning, EveryInstructionSetAgrees) {
  for (const double deviation : {-0.3, 0.2})
    for (const dsp::Kernels* kernels : dsp::available_kernels())
      EXPECT_EQ(ClipTuning(*kernels).estimate(chord(deviation), 22050, 12),
                estimate(chord(deviation), 22050, 12))
          << kernels->name;
}

TEST(Tuning, IsFoundWithTheKernelsThatAreGiven) {
  static int64_t num_blocks;
  for (const dsp::Kernels* kernels : dsp::available_kernels()) {
    num_blocks = 0;
    dsp::Kernels counting = *kernels;
    counting.all_within = [](const float*, int64_t, float) { return ++num_blocks > 0; };
    ClipTuning(counting).estimate(chord(0), 22050, 12);
    const int64_t frames = 1 + 44100 / 512;
    EXPECT_EQ(num_blocks, (frames + kernels->lanes - 1) / kernels->lanes) << kernels->name;
  }
}

TEST(TuningCache, MakesEachDesignOnce) {
  int made = 0;
  const TuningCache<double> cache([&](double tuning) {
    ++made;
    return std::make_unique<const double>(tuning);
  });
  EXPECT_EQ(cache.at(0.1), 0.1);
  EXPECT_EQ(&cache.at(0.1), &cache.at(0.1));
  EXPECT_EQ(cache.at(0.2), 0.2);
  EXPECT_EQ(made, 2);
}

}  // namespace
}  // namespace pinna::features
