#include "pinna/features/mfcc.h"

#include "tests/pinna/features/streaming.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/log_mel.h"

namespace pinna::features {
namespace {

TEST(Mfcc, FirstCoefficientIsTheScaledSumOfTheBands) {
  const std::vector<float> clip = test::noise_clip(8000);
  const FeatureMatrix log_mel = LogMel(LogMelOptions{}).compute(clip);
  const FeatureMatrix mfcc = Mfcc(MfccOptions{}).compute(clip);
  EXPECT_EQ(mfcc.bins, 20);
  ASSERT_EQ(mfcc.frames, log_mel.frames);
  for (int64_t f = 0; f < mfcc.frames; ++f) {
    double sum = 0;
    for (int64_t band = 0; band < log_mel.bins; ++band) sum += log_mel.at(band, f);
    EXPECT_NEAR(mfcc.at(0, f), sum / 8, 1e-3);
  }
}

TEST(Mfcc, LifterScalesCoefficients) {
  const std::vector<float> clip = test::noise_clip(8000);
  const FeatureMatrix plain = Mfcc(MfccOptions{}).compute(clip);
  const FeatureMatrix liftered = Mfcc(MfccOptions{.lifter = 22}).compute(clip);
  for (int64_t n = 0; n < plain.bins; ++n) {
    const double gain = 1 + 11 * std::sin(M_PI * static_cast<double>(n + 1) / 22);
    EXPECT_NEAR(liftered.at(n, 3), plain.at(n, 3) * gain, 1e-3 * std::abs(gain));
  }
}

TEST(Mfcc, StreamEqualsTheWholeClip) {
  MfccOptions options;
  options.log_mel.level.top_db = std::nullopt;
  const Mfcc mfcc(options);
  const std::vector<float> clip = test::noise_clip(30000);
  EXPECT_LT(test::largest_difference(test::streamed(mfcc, clip, 1), mfcc.compute(clip)), 1e-4);
}

TEST(Mfcc, PresetsOfReferencesTakeMagnitudesForPowers) {
  // torchaudio.transforms.MFCC and librosa.feature.mfcc: 10 log10 of the bands, whatever the power.
  MfccOptions options = MfccOptions::presets()[1].options;
  options.log_mel.mel.power = 1;
  options.log_mel.level.top_db = std::nullopt;
  MfccOptions decibels = options;
  decibels.log_mel.level.multiplier = std::nullopt;
  const std::vector<float> clip = test::noise_clip(8000);
  const FeatureMatrix got = Mfcc(options).compute(clip), twice = Mfcc(decibels).compute(clip);
  for (size_t i = 0; i < got.values.size(); ++i)
    EXPECT_NEAR(2 * got.values[i], twice.values[i], 1e-3);
}

TEST(Mfcc, MoreCoefficientsThanBandsAreRefused) {
  EXPECT_THROW(Mfcc(MfccOptions{.n_mfcc = 65}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
