#include "pinna/data/synthesis/strike.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace pinna::data {
namespace {

constexpr int64_t rate = 8000;

TEST(AddStrike, IsADampedSine) {
  std::vector<float> samples(4000);
  const std::vector<Mode> mode{{.frequency_hz = 440, .decay_seconds = 0.3, .amplitude = 0.5}};
  EXPECT_EQ(add_strike(samples, 100, mode, 2, rate), 100 + 2400);
  for (int64_t i = 0; i < 2400; ++i) {
    const double seconds = static_cast<double>(i + 1) / rate;
    const double expected =
        std::pow(1e-3, seconds / 0.3) * std::sin(2 * std::numbers::pi * 440 * seconds);
    ASSERT_NEAR(samples[static_cast<size_t>(100 + i)], expected, 1e-6) << i;
  }
  EXPECT_EQ(std::count(samples.begin(), samples.begin() + 100, 0.0F), 100);
  EXPECT_EQ(std::count(samples.begin() + 2500, samples.end(), 0.0F), 1500);
}

TEST(AddStrike, LeavesOutModesThatTheRateCannotHold) {
  std::vector<float> samples(100);
  add_strike(samples, 0, std::vector<Mode>{{.frequency_hz = 3900, .decay_seconds = 1}}, 1, rate);
  EXPECT_EQ(samples, std::vector<float>(100));
}

TEST(StruckBy, ASlowContactExcitesHighModesLess) {
  const auto modes = struck_by({{.frequency_hz = 100}, {.frequency_hz = 10000}}, 0.001);
  EXPECT_NEAR(modes[0].amplitude, 1, 0.01);
  EXPECT_NEAR(modes[1].amplitude, 0.1, 0.01);
}

TEST(AddBurst, StaysWithinItsTime) {
  std::vector<float> samples(1000);
  core::Random random(1);
  const NoiseBurst burst{.frequency_hz = 1000, .attack_seconds = 0.01, .decay_seconds = 0.04};
  EXPECT_EQ(add_burst(samples, 200, burst, rate, random), 600);
  EXPECT_EQ(std::count(samples.begin(), samples.begin() + 200, 0.0F), 200);
  EXPECT_EQ(std::count(samples.begin() + 600, samples.end(), 0.0F), 400);
  EXPECT_EQ(add_burst(samples, 2000, burst, rate, random), 2000) << "beyond the end";
}

}  // namespace
}  // namespace pinna::data
