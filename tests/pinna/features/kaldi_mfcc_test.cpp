#include "pinna/features/kaldi_mfcc.h"

#include <cmath>
#include <numbers>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

using std::numbers::pi;

/// The liftered cosine transform of log-mel bands in double: coefficient n of a frame.
double coefficient(const FeatureMatrix& bands, int64_t frame, int64_t n, double lifter) {
  const auto count = static_cast<double>(bands.bins);
  double sum = 0;
  for (int64_t band = 0; band < bands.bins; ++band)
    sum += bands.at(band, frame) *
           std::cos(pi * static_cast<double>(n) * (static_cast<double>(band) + 0.5) / count);
  sum *= std::sqrt((n == 0 ? 1 : 2) / count);
  return lifter == 0 ? sum
                     : sum * (1 + lifter / 2 * std::sin(pi * static_cast<double>(n) / lifter));
}

const std::vector<float> clip = test::noise_clip(6000);

TEST(KaldiMfcc, IsTheLifteredCosineTransformOfTheBands) {
  const FeatureMatrix bands = KaldiFbank({}).compute(clip);
  for (const double lifter : {0.0, 22.0, 30.0}) {
    const FeatureMatrix got = KaldiMfcc({.cepstral_lifter = lifter}).compute(clip);
    for (int64_t n = 0; n < got.bins; ++n)
      for (int64_t f = 0; f < got.frames; ++f)
        EXPECT_NEAR(got.at(n, f), coefficient(bands, f, n, lifter), 2e-4);
  }
}

TEST(KaldiMfcc, HtkOrderPutsCoefficientZeroLast) {
  const FeatureMatrix kaldi = KaldiMfcc({}).compute(clip);
  const KaldiMfcc htk({.htk_compat = true});
  const FeatureMatrix got = htk.compute(clip);
  for (int64_t n = 1; n < kaldi.bins; ++n)
    EXPECT_TRUE(std::ranges::equal(got.row(n - 1), kaldi.row(n)));
  for (int64_t f = 0; f < got.frames; ++f)
    EXPECT_NEAR(got.at(12, f), kaldi.at(0, f) * std::numbers::sqrt2, 2e-4);
  EXPECT_EQ(htk.bin_axis().names.front(), "1");
  EXPECT_EQ(htk.bin_axis().names.back(), "0");
}

TEST(KaldiMfcc, EnergyReplacesCoefficientZero) {
  const FeatureMatrix bands = KaldiFbank({.use_energy = true}).compute(clip);
  const FeatureMatrix plain = KaldiMfcc({}).compute(clip);
  const FeatureMatrix first = KaldiMfcc({.use_energy = true}).compute(clip);
  const FeatureMatrix last = KaldiMfcc({.use_energy = true, .htk_compat = true}).compute(clip);
  EXPECT_TRUE(std::ranges::equal(first.row(0), bands.row(0)));
  EXPECT_TRUE(std::ranges::equal(first.row(1), plain.row(1)));
  EXPECT_TRUE(std::ranges::equal(last.row(12), bands.row(0)));
}

TEST(KaldiMfcc, StreamEqualsTheWholeClip) {
  const KaldiMfcc feature({.mel = {.frame = {.snip_edges = false}}, .use_energy = true});
  const std::vector<float> noise = test::noise_clip(30011);
  EXPECT_LT(test::largest_difference(test::streamed(feature, noise, 9), feature.compute(noise)),
            1e-5);
  EXPECT_THROW(KaldiMfcc({.subtract_mean = true}).make_stream(), core::InvalidOptions);
}

TEST(KaldiMfcc, BadOptionsAreRefused) {
  EXPECT_THROW(KaldiMfcc({.num_ceps = 24}), core::InvalidOptions);
  EXPECT_THROW(KaldiMfcc({.cepstral_lifter = -1}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
