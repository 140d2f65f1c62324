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

TEST(Tuning, OfAChordIsFound) {
  for (const double deviation : {-0.4, -0.2, 0.0, 0.1, 0.3, 0.45})
    EXPECT_NEAR(estimate_tuning(chord(deviation), 22050, 12), deviation, 0.03);
}

TEST(Tuning, IsInBins) {
  EXPECT_NEAR(estimate_tuning(chord(0.1), 22050, 36), 0.3, 0.05);
}

TEST(Tuning, OfSilenceIsZero) {
  EXPECT_EQ(estimate_tuning(std::vector<float>(5000), 22050, 12), 0);
  EXPECT_EQ(estimate_tuning({}, 22050, 12), 0);
}

TEST(Tuning, PeaksOutsideTheRangeOfPitchesDoNotCount) {
  std::vector<float> low(22050);
  for (size_t i = 0; i < low.size(); ++i)
    low[i] =
        static_cast<float>(std::sin(2 * std::numbers::pi * 60 * static_cast<double>(i) / 22050));
  EXPECT_EQ(estimate_tuning(low, 22050, 12), 0);
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
