#include "pinna/features/spectral_contrast.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/pinna/features/shape_measures.h"
#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

SpectralContrastOptions small_options() {
  return {
      .spectrum = test::small_spectrum(), .n_bands = 4, .quantile = 0.1, .top_db = std::nullopt};
}

TEST(SpectralContrast, BandsAreLibrosas) {
  // Bins 31.25 Hz apart: 0 to 200 Hz are the bins 0 to 6, of which the last is left to the next.
  const std::vector<ContrastBand> bands = contrast_bands(resolved(small_options()));
  ASSERT_EQ(bands.size(), 5u);
  const std::vector<std::array<int64_t, 3>> expected{
      {0, 6, 1}, {6, 6, 1}, {12, 13, 1}, {25, 26, 3}, {51, 78, 8}};
  for (size_t i = 0; i < bands.size(); ++i)
    EXPECT_EQ((std::array{bands[i].first_bin, bands[i].num_bins, bands[i].num_extreme}),
              expected[i]);
}

TEST(SpectralContrast, IsPeakMinusValley) {
  const std::vector<float> clip = test::noise_clip(3000);
  SpectralContrastOptions options = small_options();
  const FeatureMatrix magnitudes =
      test::magnitudes(options.spectrum, clip, dsp::Precision::float64);
  const FeatureMatrix decibels = SpectralContrast(options).compute(clip);
  options.linear = true;
  const FeatureMatrix linear = SpectralContrast(options).compute(clip);
  const std::vector<ContrastBand> bands = contrast_bands(resolved(options));
  for (int64_t row = 0; row < linear.bins; ++row) {
    const ContrastBand& band = bands[static_cast<size_t>(row)];
    for (int64_t f = 0; f < linear.frames; ++f) {
      std::vector<double> values;
      for (int64_t i = 0; i < band.num_bins; ++i)
        values.push_back(magnitudes.at(band.first_bin + i, f));
      std::sort(values.begin(), values.end());
      double valley = 0, peak = 0;
      for (int64_t i = 0; i < band.num_extreme; ++i) {
        valley += values[static_cast<size_t>(i)];
        peak += values[values.size() - 1 - static_cast<size_t>(i)];
      }
      const auto count = static_cast<double>(band.num_extreme);
      EXPECT_NEAR(linear.at(row, f), (peak - valley) / count, 1e-6);
      EXPECT_NEAR(decibels.at(row, f), 10 * std::log10(peak / valley), 1e-5);
    }
  }
}

TEST(SpectralContrast, TopDbLimitsPeaksAndValleysByTheirOwnMaximum) {
  std::vector<float> clip = test::noise_clip(6000);
  std::fill(clip.begin() + 3000, clip.end(), 0.0f);
  const FeatureMatrix contrast = SpectralContrast({}).compute(clip);
  // In silence the peaks stop 80 dB below the largest peak, valleys below the largest valley.
  const float last = contrast.at(3, contrast.frames - 1);
  EXPECT_GT(last, 1);
  for (int64_t row = 0; row < contrast.bins; ++row)
    EXPECT_NEAR(contrast.at(row, contrast.frames - 1), last, 1e-4);
}

TEST(SpectralContrast, StreamEqualsTheWholeClip) {
  const SpectralContrast feature(small_options());
  const std::vector<float> clip = test::noise_clip(30000);
  EXPECT_LT(test::largest_difference(test::streamed(feature, clip, 5), feature.compute(clip)),
            1e-5);
  EXPECT_THROW(SpectralContrast({}).make_stream(), core::InvalidOptions);
}

TEST(SpectralContrast, BadOptionsAreRefused) {
  EXPECT_THROW(SpectralContrast({.n_bands = 7}), core::InvalidOptions);
  EXPECT_THROW(SpectralContrast({.f_min = 5}), core::InvalidOptions);
  EXPECT_THROW(SpectralContrast({.quantile = 1}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
