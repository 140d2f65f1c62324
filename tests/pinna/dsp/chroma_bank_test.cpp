#include "pinna/dsp/chroma_bank.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::dsp {
namespace {

/// The class with the largest weight for a frequency.
int64_t class_of(const ChromaBank& bank, double hz) {
  const std::vector<float> weights = bank.weights();
  const int64_t num_bins = bank.n_fft / 2 + 1;
  const auto bin = std::lround(hz * static_cast<double>(bank.n_fft) / bank.sample_rate);
  int64_t best = 0;
  for (int64_t c = 1; c < bank.n_chroma; ++c)
    if (weights[static_cast<size_t>(c * num_bins + bin)] >
        weights[static_cast<size_t>(best * num_bins + bin)])
      best = c;
  return best;
}

TEST(ChromaBank, EveryOctaveOfAPitchIsOneClass) {
  const ChromaBank bank{.n_fft = 16384};
  for (const double octave : {1, 2, 4, 8}) {
    EXPECT_EQ(class_of(bank, 440 * octave), 9);
    EXPECT_EQ(class_of(bank, 261.626 * octave), 0);
  }
  EXPECT_EQ(class_of({.n_fft = 16384, .base_c = false}, 440), 0);
  EXPECT_EQ(class_of({.n_fft = 16384, .n_chroma = 24}, 440), 18);
}

TEST(ChromaBank, TuningShiftsTheClasses) {
  EXPECT_EQ(class_of({.n_fft = 16384, .tuning = 1}, 440 * std::exp2(1.0 / 12)), 9);
  EXPECT_EQ(class_of({.n_fft = 16384, .tuning = 1}, 440), 8);
}

TEST(ChromaBank, ColumnsHaveTheNormOfTheirOctavesWeight) {
  const ChromaBank flat{.octwidth = std::nullopt}, weighted{};
  const std::vector<float> one = flat.weights(), other = weighted.weights();
  for (int64_t bin = 1; bin < 1025; ++bin) {
    double flat_sum = 0, weighted_sum = 0;
    for (int64_t c = 0; c < 12; ++c) {
      flat_sum += std::pow(one[static_cast<size_t>(c * 1025 + bin)], 2);
      weighted_sum += std::pow(other[static_cast<size_t>(c * 1025 + bin)], 2);
    }
    const double octaves = std::log2(static_cast<double>(bin) * 22050 / 2048 / 27.5);
    EXPECT_NEAR(flat_sum, 1, 1e-5);
    EXPECT_NEAR(std::sqrt(weighted_sum), std::exp(-0.5 * std::pow((octaves - 5) / 2, 2)), 1e-5);
  }
}

TEST(ConstantQFold, BinsAroundAPitchMakeUpItsClass) {
  const std::vector<float> weights = ConstantQFold{}.weights();
  const auto at = [&](int64_t row, int64_t bin) {
    return weights[static_cast<size_t>(row * 252 + bin)];
  };
  for (const int64_t octave : {0, 1, 6})
    for (const int64_t bin : {0, 1}) EXPECT_EQ(at(0, 36 * octave + bin), 1);
  EXPECT_EQ(at(0, 35), 1);
  EXPECT_EQ(at(1, 2), 1);
  EXPECT_EQ(at(11, 34), 1);
  for (int64_t bin = 0; bin < 252; ++bin) {
    float sum = 0;
    for (int64_t row = 0; row < 12; ++row) sum += at(row, bin);
    EXPECT_EQ(sum, 1);
  }
}

TEST(ConstantQFold, TheLowestBinSetsTheFirstClass) {
  const std::vector<float> weights =
      ConstantQFold{.n_bins = 12, .bins_per_octave = 12, .f_min = 55}.weights();
  EXPECT_EQ(weights[9 * 12 + 0], 1);  // A
  EXPECT_EQ(weights[0 * 12 + 3], 1);  // C
}

TEST(ChromaBank, TwelveClassesHaveNames) {
  EXPECT_EQ(pitch_class_names(12)[9], "A");
  EXPECT_EQ(pitch_class_names(12, false)[0], "A");
  EXPECT_THAT(pitch_class_names(24), testing::IsEmpty());
}

}  // namespace
}  // namespace pinna::dsp
