#include "pinna/dsp/triangular_bank.h"

#include <algorithm>
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::dsp {
namespace {

using testing::FloatNear;
using testing::Pointwise;

TEST(TriangularBank, LinearBandsAreTriangles) {
  const BandMatrix bank = make_triangular_bank({.sample_rate = 16,
                                                .n_fft = 16,
                                                .num_bands = 3,
                                                .f_min = 0,
                                                .f_max = 8,
                                                .scale = FrequencyScale::linear,
                                                .norm = BandNorm::none});
  EXPECT_THAT(bank.dense(),
              Pointwise(FloatNear(1e-6f), {0.f, .5f, 1.f, .5f, 0.f, 0.f, 0.f, 0.f, 0.f,  //
                                           0.f, 0.f, 0.f, .5f, 1.f, .5f, 0.f, 0.f, 0.f,  //
                                           0.f, 0.f, 0.f, 0.f, 0.f, .5f, 1.f, .5f, 0.f}));
}

TEST(TriangularBank, SlaneyNormGivesEveryWideBandTheSameArea) {
  const TriangularBankOptions options{.n_fft = 1 << 15, .num_bands = 40};
  const BandMatrix bank = make_triangular_bank(options);
  const double bin_hz = 22050.0 / (1 << 15);
  for (const BandMatrix::Band& band : bank.bands) {
    const auto first = bank.weights.begin() + band.first_weight;
    EXPECT_NEAR(std::accumulate(first, first + band.num_bins, 0.0) * bin_hz, 1, 1e-3);
  }
}

TEST(TriangularBank, NeighboursShareEveryBinBetweenTheirCentres) {
  const BandMatrix bank =
      make_triangular_bank({.n_fft = 4096, .num_bands = 20, .norm = BandNorm::none});
  const std::vector<float> dense = bank.dense();
  const auto center = [&](const BandMatrix::Band& band) {
    const auto first = bank.weights.begin() + band.first_weight;
    return band.first_bin + (std::max_element(first, first + band.num_bins) - first);
  };
  for (int64_t bin = center(bank.bands.front()) + 1; bin < center(bank.bands.back()); ++bin) {
    float sum = 0;
    for (int64_t b = 0; b < bank.num_bands(); ++b)
      sum += dense[static_cast<size_t>(b * bank.num_bins + bin)];
    EXPECT_NEAR(sum, 1, 1e-5);
  }
}

TEST(TriangularBank, NarrowBandsAreEmptyAndCounted) {
  const auto empty = [](int64_t sample_rate, int64_t n_fft) {
    return make_triangular_bank({.sample_rate = sample_rate,
                                 .n_fft = n_fft,
                                 .num_bands = 128,
                                 .f_max = static_cast<double>(sample_rate) / 2,
                                 .scale = FrequencyScale::htk,
                                 .norm = BandNorm::none,
                                 .arithmetic = BankArithmetic::float32})
        .empty_bands()
        .size();
  };
  // torchaudio's defaults: measured with torchaudio 0.13.1.
  EXPECT_EQ(empty(16000, 400), 4);
  EXPECT_EQ(empty(44100, 400), 16);
  EXPECT_EQ(empty(44100, 1024), 1);
}

TEST(TriangularBank, EdgesThatCoincideAreRefused) {
  TriangularBankOptions options{.n_fft = 1024, .num_bands = 64, .f_min = 1000, .f_max = 1000.00001};
  EXPECT_NO_THROW(make_triangular_bank(options));
  options.arithmetic = BankArithmetic::float32;
  EXPECT_THROW(make_triangular_bank(options), core::InvalidOptions);
}

TEST(TriangularBank, ArithmeticsDifferLittle) {
  TriangularBankOptions options{.n_fft = 2048, .num_bands = 128};
  const std::vector<float> in_double = make_triangular_bank(options).dense();
  options.arithmetic = BankArithmetic::float32;
  const std::vector<float> in_float = make_triangular_bank(options).dense();
  EXPECT_THAT(in_float, Pointwise(FloatNear(3e-7f), in_double));
  EXPECT_NE(in_float, in_double);
}

TEST(TriangularBank, ImpossibleEdgesAreRefused) {
  EXPECT_THROW(make_triangular_bank({.f_min = 500, .f_max = 500}), core::InvalidOptions);
  EXPECT_THROW(make_triangular_bank({.f_min = -1}), core::InvalidOptions);
  EXPECT_THROW(make_triangular_bank({.num_bands = 0}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::dsp
