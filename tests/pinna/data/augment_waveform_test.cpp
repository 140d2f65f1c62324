#include "pinna/data/augment_waveform.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <set>

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

constexpr int64_t rate = 1000;

std::vector<float> counting(int64_t size) {
  std::vector<float> samples(static_cast<size_t>(size));
  std::iota(samples.begin(), samples.end(), 1.0F);
  return samples;
}

AugmentOptions only(auto&& change) {
  AugmentOptions options = AugmentOptions::none();
  change(options);
  return options;
}

TEST(AugmentWaveform, WithoutOptionsChangesNothing) {
  core::Random random(1);
  EXPECT_EQ(augment_waveform(counting(100), rate, AugmentOptions::none(), random), counting(100));
  EXPECT_FALSE(AugmentOptions::none().changes_waveform());
}

TEST(AugmentWaveform, ShiftRotatesWithinItsLimit) {
  const auto options = only([](auto& o) { o.shift_seconds = 0.01; });
  std::set<int64_t> shifts;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    core::Random random(seed);
    std::vector<float> shifted = augment_waveform(counting(100), rate, options, random);
    const auto first = std::ranges::find(shifted, 1.0F) - shifted.begin();
    shifts.insert(first > 50 ? first - 100 : first);
    std::rotate(shifted.begin(), shifted.begin() + first, shifted.end());
    ASSERT_EQ(shifted, counting(100));
  }
  EXPECT_EQ(*shifts.begin(), -10);
  EXPECT_EQ(*shifts.rbegin(), 10);
}

TEST(AugmentWaveform, GainStaysWithinItsLimitBothWays) {
  const auto options = only([](auto& o) { o.gain_db = 20; });
  float least = 1;
  float most = 1;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    core::Random random(seed);
    const float gain = augment_waveform(std::vector<float>{1}, rate, options, random)[0];
    least = std::min(least, gain);
    most = std::max(most, gain);
  }
  EXPECT_GE(least, 0.1F);
  EXPECT_LE(most, 10.0F);
  EXPECT_LT(least, 0.15F);
  EXPECT_GT(most, 7.0F);
}

std::vector<float> sine(int64_t size, double cycles) {
  std::vector<float> samples(static_cast<size_t>(size));
  for (size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<float>(std::sin(2 * std::numbers::pi * cycles *
                                             static_cast<double>(i) / static_cast<double>(size)));
  return samples;
}

TEST(AugmentWaveform, SpeedScalesTheFrequencyOfATone) {
  constexpr int64_t size = 1000;
  constexpr double cycles = 20;
  const auto options = only([](auto& o) { o.speed = 1.25; });
  const std::vector<float> tone = sine(size, cycles);
  double slowest = 10;
  double fastest = 0;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    core::Random random(seed);
    const auto heard = augment_waveform(tone, rate, options, random);
    ASSERT_EQ(heard.size(), tone.size());
    // The loop of 20 whole cycles has no seam, so the output is one sine of another frequency.
    const double speed =
        std::asin(static_cast<double>(heard[1])) / std::asin(static_cast<double>(tone[1]));
    for (size_t i = 0; i < heard.size(); ++i)
      ASSERT_NEAR(heard[i],
                  std::sin(2 * std::numbers::pi * cycles * speed * static_cast<double>(i) / size),
                  0.05)
          << "seed " << seed << ", sample " << i;
    slowest = std::min(slowest, speed);
    fastest = std::max(fastest, speed);
  }
  EXPECT_NEAR(slowest, 0.8, 0.01);
  EXPECT_NEAR(fastest, 1.25, 0.01);
}

TEST(AugmentWaveform, AnotherSpeedKeepsASilentAndAOneSampleClip) {
  const auto options = only([](auto& o) { o.speed = 2; });
  core::Random random(1);
  EXPECT_EQ(augment_waveform(std::vector<float>{0.5F}, rate, options, random),
            std::vector<float>{0.5F});
  EXPECT_EQ(augment_waveform(std::vector<float>(10), rate, options, random),
            std::vector<float>(10));
}

TEST(AugmentWaveform, CropTakesAPartOfTheWantedLengthAnywhere) {
  const auto options = only([](auto& o) { o.crop_seconds = 0.09; });
  std::set<float> starts;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    core::Random random(seed);
    const auto part = augment_waveform(counting(100), rate, options, random);
    ASSERT_EQ(part.size(), 90U);
    EXPECT_EQ(part.back() - part.front(), 89.0F);
    starts.insert(part.front());
  }
  EXPECT_EQ(starts.size(), 11U);
}

TEST(AugmentWaveform, WithoutWrappingAPaddedClipLiesAnywhereInOnePiece) {
  const auto options = only([](auto& o) {
    o.shift_seconds = 1;
    o.shift_wraps = false;
  });
  std::vector<float> padded(100);
  std::iota(padded.begin() + 5, padded.begin() + 90, 1.0F);
  std::set<int64_t> places;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    core::Random random(seed);
    const auto shifted = augment_waveform(padded, rate, options, random);
    const auto first = std::ranges::find(shifted, 1.0F) - shifted.begin();
    places.insert(first);
    ASSERT_TRUE(std::equal(padded.begin() + 5, padded.begin() + 90, shifted.begin() + first));
  }
  EXPECT_EQ(*places.begin(), 0);
  EXPECT_EQ(*places.rbegin(), 15);
  EXPECT_EQ(places.size(), 16U);
}

TEST(AugmentWaveform, PolarityTurnsTheSignOfHalfTheClips) {
  const auto options = only([](auto& o) { o.polarity = true; });
  int turned = 0;
  for (uint64_t seed = 0; seed < 400; ++seed) {
    core::Random random(seed);
    const auto heard = augment_waveform(counting(3), rate, options, random);
    ASSERT_EQ(std::abs(heard[2]), 3);
    ASSERT_EQ(heard[2], 3 * heard[0]);
    turned += heard[0] < 0;
  }
  EXPECT_NEAR(turned, 200, 40);
}

TEST(AugmentWaveform, SilencedPartsHaveFadesAndTheirLimit) {
  const auto options = only([](auto& o) { o.silence_seconds = 0.05; });
  std::set<int64_t> widths;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    core::Random random(seed);
    const auto heard = augment_waveform(std::vector<float>(200, 1.0F), rate, options, random);
    const auto changed = std::ranges::count_if(heard, [](float x) { return x < 1; });
    const auto silent = std::ranges::count(heard, 0.0F);
    widths.insert(changed);
    ASSERT_LE(changed, 50);
    ASSERT_EQ(silent, std::max<int64_t>(changed - 10, 0));  // fades of 5 samples each
    for (size_t i = 1; i < heard.size(); ++i) ASSERT_LT(std::abs(heard[i] - heard[i - 1]), 0.6F);
  }
  EXPECT_GT(widths.size(), 40U);
}

TEST(AugmentWaveform, NoiseAndRoomsComeToTheirShareOfTheClips) {
  const auto options = only([](auto& o) {
    o.noise.probability = 0.25;
    o.reverb.probability = 0.5;
  });
  int changed = 0;
  for (uint64_t seed = 0; seed < 200; ++seed) {
    core::Random random(seed), again(seed);
    const auto heard = augment_waveform(sine(300, 20), rate, options, random);
    ASSERT_EQ(heard, augment_waveform(sine(300, 20), rate, options, again));
    changed += heard != sine(300, 20);
  }
  EXPECT_NEAR(changed, 200 * (1 - 0.75 * 0.5), 35);
}

TEST(AugmentWaveform, SilentAndShortClipsPassEveryEffect) {
  AugmentOptions options;
  options.noise.probability = options.reverb.probability = 1;
  options.polarity = true;
  options.silence_seconds = 1;
  options.shift_wraps = false;
  core::Random random(1);
  for (const float sample : augment_waveform(std::vector<float>(50), rate, options, random))
    EXPECT_EQ(sample, 0);
  EXPECT_EQ(augment_waveform(std::vector<float>{0.5F}, rate, options, random).size(), 1U);
  EXPECT_TRUE(augment_waveform({}, rate, options, random).empty());
}

TEST(AugmentWaveform, RefusesRangesUpsideDown) {
  EXPECT_NO_THROW(require_valid({}));
  EXPECT_THROW(require_valid(only([](auto& o) { o.noise.min_snr_db = 50; })), core::InvalidOptions);
  EXPECT_THROW(require_valid(only([](auto& o) { o.reverb.max_rt60_seconds = 0.1; })),
               core::InvalidOptions);
  EXPECT_THROW(require_valid(only([](auto& o) { o.noise.probability = 2; })), core::InvalidOptions);
}

TEST(AugmentWaveform, RefusesACropLongerThanTheClip) {
  const auto options = only([](auto& o) { o.crop_seconds = 0.2; });
  EXPECT_THROW(num_augmented_samples(options, 100, rate), core::InvalidOptions);
  EXPECT_EQ(num_augmented_samples(options, 200, rate), 200);
}

}  // namespace
}  // namespace pinna::data
