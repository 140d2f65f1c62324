#include "pinna/data/weighted_level.h"

#include <cmath>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

namespace pinna::data {
namespace {

std::vector<float> tone(double amplitude, double frequency, int64_t sample_rate, int64_t length) {
  std::vector<float> samples(static_cast<size_t>(length));
  for (size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<float>(
        amplitude * std::sin(2 * std::numbers::pi * frequency * static_cast<double>(i) /
                             static_cast<double>(sample_rate)));
  return samples;
}

// IEC 61672-1, table 3, at the exact frequencies 10^(n / 10) behind its nominal ones.
TEST(AWeighting, EqualsTheTableOfTheStandard) {
  EXPECT_NEAR(a_weighting_db(1000), 0.0, 0.05);
  EXPECT_NEAR(a_weighting_db(31.623), -39.4, 0.06);
  EXPECT_NEAR(a_weighting_db(100), -19.1, 0.06);
  EXPECT_NEAR(a_weighting_db(3981.1), 1.0, 0.06);
  EXPECT_NEAR(a_weighting_db(15849), -6.6, 0.06);
  EXPECT_EQ(a_weighting_db(0), -std::numeric_limits<double>::infinity());
}

TEST(WeightedLevel, OfAToneIsItsWindowedPower) {
  // A tone on bin 128: |X| = amplitude * 2048 / 4 there and half of it in both neighbours.
  const WeightedLevel level(16000);
  const double peak = 0.5 * 2048 / 4;
  EXPECT_NEAR(level.largest_db(tone(0.5, 1000, 16000, 16000)), 10 * std::log10(1.5 * peak * peak),
              0.05);
}

TEST(WeightedLevel, TheLoudestMomentCounts) {
  std::vector<float> samples(48000);
  const auto burst = tone(0.5, 1000, 16000, 4096);
  std::copy(burst.begin(), burst.end(), samples.begin() + 20000);
  const WeightedLevel level(16000);
  EXPECT_NEAR(level.largest_db(samples), level.largest_db(tone(0.5, 1000, 16000, 48000)), 0.5);
}

TEST(WeightedLevel, SilenceAndNothingAreAtTheFloor) {
  const WeightedLevel level(22050);
  EXPECT_EQ(level.largest_db(std::vector<float>(30000)), WeightedLevel::floor_db);
  EXPECT_EQ(level.largest_db({}), WeightedLevel::floor_db);
  EXPECT_GT(level.largest_db(tone(0.5, 1000, 22050, 100)), WeightedLevel::floor_db);
}

}  // namespace
}  // namespace pinna::data
