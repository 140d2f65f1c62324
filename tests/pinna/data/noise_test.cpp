#include "pinna/data/synthesis/noise.h"

#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "pinna/data/synthesis/resonator.h"
#include "pinna/data/synthesis/reverberation.h"

namespace pinna::data {
namespace {

constexpr int64_t rate = 44100;
constexpr int64_t num_samples = 200000;

struct Powers {
  double all;
  double octaves_apart_db;  ///< from 500 Hz to 4000 Hz, in bands of constant width
};

template <class Next>
Powers powers(Next&& next) {
  Resonator low(500, 10, rate);
  Resonator high(4000, 80, rate);
  double all = 0;
  double at_low = 0;
  double at_high = 0;
  for (int64_t i = 0; i < num_samples; ++i) {
    const double sample = next();
    all += sample * sample;
    at_low += std::pow(low.bandpass(sample), 2);
    at_high += std::pow(high.bandpass(sample), 2);
  }
  return {.all = all / num_samples, .octaves_apart_db = 10 * std::log10(at_high / at_low)};
}

TEST(Noise, ColoursFallByTheirDecibelsAnOctave) {
  core::Random random(1);
  const Powers white = powers([&] { return white_noise(random); });
  EXPECT_NEAR(white.all, 1, 0.02);
  EXPECT_NEAR(white.octaves_apart_db, 0, 1.5);
  PinkNoise pink;
  const Powers pinks = powers([&] { return pink.next(random); });
  EXPECT_NEAR(pinks.all, 1, 0.3);
  EXPECT_NEAR(pinks.octaves_apart_db, -9, 1.5);
  BrownNoise brown(rate);
  const Powers browns = powers([&] { return brown.next(random); });
  EXPECT_NEAR(browns.all, 1, 0.5);
  EXPECT_NEAR(browns.octaves_apart_db, -18, 1.5);
}

TEST(SlowCurve, IsSmoothAndBounded) {
  core::Random random(2);
  SlowCurve curve(10, rate, random);
  double last = curve.next(random);
  for (int64_t i = 0; i < num_samples; ++i) {
    const double value = curve.next(random);
    ASSERT_LE(std::abs(value), 1);
    ASSERT_LT(std::abs(value - last), 1e-3);
    last = value;
  }
}

TEST(Resonator, PassesWhatItShould) {
  const auto steady_peak = [](auto&& filter, double hz) {
    double peak = 0;
    for (int64_t i = 0; i < 20000; ++i) {
      const double out =
          filter(std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rate));
      if (i > 10000) peak = std::max(peak, std::abs(out));
    }
    return peak;
  };
  Resonator low(1000, std::numbers::sqrt2 / 2, rate);
  EXPECT_NEAR(steady_peak([&](double x) { return low.lowpass(x); }, 1000), 0.7071, 0.01);
  Resonator high(1000, std::numbers::sqrt2 / 2, rate);
  EXPECT_NEAR(steady_peak([&](double x) { return high.highpass(x); }, 100), 0.01, 0.001);
  Resonator band(1000, 5, rate);
  EXPECT_NEAR(steady_peak([&](double x) { return band.bandpass(x); }, 1000), 1, 0.01);
}

TEST(Reverberation, FallsByAboutSixtyDecibelsInItsDecayTime) {
  constexpr double decay_seconds = 0.5;
  Reverberation room(decay_seconds, 1, rate);
  const auto energy_of = [&](double seconds, bool is_first) {
    double energy = 0;
    for (int64_t i = 0; i < static_cast<int64_t>(seconds * rate); ++i)
      energy += std::pow(room.next(is_first && i == 0 ? 1 : 0), 2);
    return energy;
  };
  const double early = energy_of(0.1, true);
  energy_of(0.15, false);
  const double half_way = energy_of(0.1, false);
  const double fall_db = 10 * std::log10(half_way / early);
  EXPECT_LT(fall_db, -28);  // low frequencies: 30 dB in half the time; high ones are damped more
  EXPECT_GT(fall_db, -60);
}

}  // namespace
}  // namespace pinna::data
