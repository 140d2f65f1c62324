#include "pinna/dsp/wavelet_bank.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::dsp {
namespace {

WaveletSpec octave_from(double hz, int64_t bins_per_octave) {
  WaveletSpec spec;
  for (int64_t bin = 0; bin < bins_per_octave; ++bin)
    spec.centers.push_back(
        hz * std::exp2(static_cast<double>(bin) / static_cast<double>(bins_per_octave)));
  spec.bandwidths = relative_bandwidths(spec.centers, bins_per_octave);
  return spec;
}

TEST(WaveletBank, EvenlySpacedCentersHaveOneRelativeBandwidth) {
  const double ratio = std::exp2(2.0 / 12);
  for (const double bandwidth : octave_from(440, 12).bandwidths)
    EXPECT_NEAR(bandwidth, (ratio - 1) / (ratio + 1), 1e-12);
  EXPECT_NEAR(relative_bandwidths({440}, 12)[0], (ratio - 1) / (ratio + 1), 1e-12);
}

TEST(WaveletBank, LengthsFallWithFrequencyAndGamma) {
  WaveletSpec spec = octave_from(440, 12);
  const double q = 1 / spec.bandwidths[0];
  EXPECT_NEAR(wavelet_lengths(spec, 22050)[0], q * 22050 / 440, 1e-6);
  spec.filter_scale = 0.5;
  EXPECT_NEAR(wavelet_lengths(spec, 22050)[0], q * 22050 / 880, 1e-6);
  spec.gamma = 440 * spec.bandwidths[0];  // as wide again
  EXPECT_NEAR(wavelet_lengths(spec, 22050)[0], q * 22050 / 1760, 1e-6);
  spec.gamma = std::nullopt;
  EXPECT_NEAR(wavelet_lengths(spec, 22050)[0], 0.5 * q * 22050 / (440 + 24.7 / 0.108), 1e-6);
}

TEST(WaveletBank, CutoffIsHalfABandwidthAboveTheHighestCenter) {
  const WaveletSpec spec = octave_from(440, 12);
  EXPECT_NEAR(wavelet_cutoff(spec),
              spec.centers.back() * (1 + 0.5 * 1.50018310546875 * spec.bandwidths.back()), 1e-9);
}

/// The response of a band to exp(2 pi i hz t) over one transform, over n_fft.
double response(const WaveletBank& bank, size_t band, double hz, double sample_rate) {
  const BandTables::Band& weights = bank.tables().bands[band];
  const double n = static_cast<double>(bank.n_fft());
  std::complex<double> sum = 0;
  for (int64_t i = 0; i < weights.num_bins; ++i) {
    std::complex<double> bin = 0;
    for (int64_t t = 0; t < bank.n_fft(); ++t)
      bin +=
          std::polar(1.0, 2 * std::numbers::pi * static_cast<double>(t) *
                              (hz / sample_rate - static_cast<double>(weights.first_bin + i) / n));
    sum += bin * std::complex<double>(weights.weights[2 * i], weights.weights[2 * i + 1]);
  }
  return std::abs(sum);
}

TEST(WaveletBank, AToneAtItsCenterGivesItsLength) {
  const WaveletSpec spec = octave_from(1000, 12);
  const WaveletBank bank(spec, 22050, 1.0, 0);
  const std::vector<double> lengths = wavelet_lengths(spec, 22050);
  for (const size_t band : {0, 5, 11}) {
    EXPECT_NEAR(response(bank, band, spec.centers[band], 22050), lengths[band],
                1e-3 * lengths[band]);
    EXPECT_LT(response(bank, band, spec.centers[band] * 1.5, 22050), 1e-2 * lengths[band]);
  }
}

TEST(WaveletBank, SparsityKeepsTheLargestBins) {
  const WaveletSpec spec = octave_from(1000, 12);
  const WaveletBank all(spec, 22050, 1.0, 0), few(spec, 22050, 1.0, 0.01);
  EXPECT_EQ(all.n_fft(), 512);
  for (int64_t band = 0; band < 12; ++band) {
    EXPECT_EQ(all.tables().bands[band].num_bins, 257);
    EXPECT_LT(few.tables().bands[band].num_bins, 20);
  }
  EXPECT_NEAR(response(few, 3, spec.centers[3], 22050), response(all, 3, spec.centers[3], 22050),
              1e-2 * response(all, 3, spec.centers[3], 22050));
}

TEST(WaveletBank, NormInfinityMakesPeaksOfOne) {
  const WaveletSpec spec = octave_from(1000, 12);
  const WaveletBank sums(spec, 22050, 1.0, 0), peaks(spec, 22050, NormWord::inf, 0);
  const double length = wavelet_lengths(spec, 22050)[0];  // a Hann window sums to half its length
  EXPECT_NEAR(response(peaks, 0, 1000, 22050) / response(sums, 0, 1000, 22050), length / 2,
              0.01 * length);
}

}  // namespace
}  // namespace pinna::dsp
