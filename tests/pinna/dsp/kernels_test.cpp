#include "pinna/dsp/kernels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "tests/pinna/dsp/naive_spectrum.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/random.h"
#include "pinna/dsp/scratch.h"
#include "pinna/dsp/window.h"

namespace pinna::dsp {
namespace {

/// One test for each instruction set that this processor has.
class KernelsTest : public testing::TestWithParam<const Kernels*> {
 protected:
  const Kernels& kernels_ = *GetParam();
  const size_t lanes_ = static_cast<size_t>(GetParam()->lanes);

  /// A block of `rows` whose value in row r, lane l is of(r, l).
  template <class Of>
  float* block(int64_t rows, const Of& of) {
    float* values = scratch_.floats(rows * kernels_.lanes);
    for (int64_t row = 0; row < rows; ++row)
      for (int64_t lane = 0; lane < kernels_.lanes; ++lane)
        values[row * kernels_.lanes + lane] = static_cast<float>(of(row, lane));
    return values;
  }
  int64_t count(int64_t rows) const { return rows * kernels_.lanes; }

 private:
  Scratch scratch_;
};

INSTANTIATE_TEST_SUITE_P(EveryInstructionSet, KernelsTest, testing::ValuesIn(available_kernels()),
                         [](const auto& set) { return std::string(set.param->name); });

template <class Scalar>
using PowerKernel = void (*)(const RealFftTables<Scalar>&, const Scalar*, const float* const*,
                             float*, float*);

/// The largest error of any lane and bin, relative to the frame's largest bin.
template <class Scalar>
double spectrum_error(const Kernels& kernels, PowerKernel<Scalar> power_spectrum, int64_t n_fft) {
  const RealFftPlan<Scalar> plan(n_fft);
  const auto lanes = static_cast<size_t>(kernels.lanes);
  const std::vector<double> window =
      make_window(WindowShape::hamming, WindowSymmetry::periodic, n_fft);
  std::vector<Scalar> halved;
  for (const double weight : window) halved.push_back(static_cast<Scalar>(weight / 2));

  core::Random random(static_cast<uint64_t>(n_fft));
  std::vector<std::vector<float>> signals(lanes, std::vector<float>(window.size()));
  std::vector<const float*> frames;
  for (std::vector<float>& signal : signals) {
    for (float& sample : signal) sample = static_cast<float>(random.uniform(-1, 1));
    frames.push_back(signal.data());
  }
  Scratch work, power;
  float* got = power.floats(plan.tables().num_bins * kernels.lanes);
  power_spectrum(plan.tables(), halved.data(), frames.data(),
                 work.floats(kernels.work_floats(plan.tables())), got);

  double worst = 0;
  for (const size_t lane : {size_t{0}, lanes / 2, lanes - 1}) {
    const std::vector<double> expected = test::naive_power_spectrum(signals[lane], window);
    const double largest = *std::max_element(expected.begin(), expected.end());
    for (size_t bin = 0; bin < expected.size(); ++bin)
      worst = std::max(worst, std::abs(got[bin * lanes + lane] - expected[bin]) / largest);
  }
  return worst;
}

/// Half a step of float32 at 1: the error of a right number that is rounded.
constexpr double rounding = 6e-8;

TEST_P(KernelsTest, SpectrumOfEveryShortLengthIsTheDefinition) {
  for (int64_t n_fft = 2; n_fft <= 130; ++n_fft) {
    EXPECT_LE(spectrum_error(kernels_, kernels_.power_spectrum, n_fft), 2e-6) << n_fft;
    EXPECT_LE(spectrum_error(kernels_, kernels_.precise_power_spectrum, n_fft), rounding) << n_fft;
  }
}

TEST_P(KernelsTest, SpectrumOfUsualLengthsIsTheDefinition) {
  for (const int64_t n_fft : {256, 320,  375,  400,  480,  512,  600,  640,  800,  882,
                              960, 1000, 1024, 1102, 1103, 1200, 1536, 1920, 2000, 2048}) {
    EXPECT_LE(spectrum_error(kernels_, kernels_.power_spectrum, n_fft), 2e-6) << n_fft;
    EXPECT_LE(spectrum_error(kernels_, kernels_.precise_power_spectrum, n_fft), rounding) << n_fft;
  }
}

TEST_P(KernelsTest, LogarithmIsRightOverTheWholeRange) {
  const LogRule rule{.amin = 1e-30f, .scale = 4.3429448f, .offset = 0};
  const int64_t rows = 4000;
  const auto of = [&](int64_t row, int64_t lane) {
    return std::exp2(static_cast<double>(row * kernels_.lanes + lane) /
                         static_cast<double>(count(rows)) * 190 -
                     95);
  };
  const std::vector<float> before(block(rows, of), block(rows, of) + count(rows));
  float* values = block(rows, of);
  kernels_.logarithm(rule, values, count(rows));
  for (size_t i = 0; i < before.size(); ++i) {
    const double expected = 10 * std::log10(static_cast<double>(before[i]));
    ASSERT_NEAR(values[i], expected, 2e-7 * std::max(4.34, std::abs(expected))) << before[i];
  }
}

TEST_P(KernelsTest, LogarithmNearOneKeepsItsRelativePrecision) {
  const LogRule rule{.amin = 1e-30f, .scale = 1, .offset = 0};
  const auto of = [](int64_t row, int64_t lane) {
    return 1 + (static_cast<double>(row) - 500.3 + 0.01 * static_cast<double>(lane)) * 1e-4;
  };
  const std::vector<float> before(block(1000, of), block(1000, of) + count(1000));
  float* values = block(1000, of);
  kernels_.logarithm(rule, values, count(1000));
  for (size_t i = 0; i < before.size(); ++i) {
    const double expected = std::log(static_cast<double>(before[i]));
    ASSERT_NEAR(values[i], expected, 2e-6 * std::abs(expected)) << before[i];
  }
}

TEST_P(KernelsTest, LogarithmClampsOrAddsItsFloor) {
  const auto zero_or_floor = [](int64_t row, int64_t) { return row * 1e-10; };
  float* values = block(2, zero_or_floor);
  kernels_.logarithm({.amin = 1e-10f, .scale = 1, .offset = 3}, values, count(2));
  EXPECT_NEAR(values[0], std::log(1e-10) + 3, 1e-5);
  EXPECT_NEAR(values[lanes_], std::log(1e-10) + 3, 1e-5);

  values = block(2, zero_or_floor);
  kernels_.logarithm({.floor = LogRule::Floor::add, .amin = 1e-10f, .scale = 1, .offset = 3},
                     values, count(2));
  EXPECT_NEAR(values[0], std::log(1e-10) + 3, 1e-5);
  EXPECT_NEAR(values[lanes_], std::log(2e-10) + 3, 1e-5);
}

TEST_P(KernelsTest, RaiseIsASquareRootOrAnyPower) {
  const auto of = [](int64_t row, int64_t lane) {
    return row * row + 0.25 * static_cast<double>(lane);
  };
  for (const float exponent : {0.5f, 0.25f, 1.5f}) {
    float* values = block(50, of);
    kernels_.raise(values, count(50), exponent, values);
    for (int64_t row = 0; row < 50; ++row) {
      const double expected = std::pow(of(row, 1), exponent);
      EXPECT_NEAR(values[row * kernels_.lanes + 1], expected, 1e-6 * expected);
    }
    EXPECT_EQ(values[0], 0);
  }
}

TEST_P(KernelsTest, BankSumsWeightedBins) {
  const std::vector<float> weights{1, 2, 3, 10};
  const std::vector<BandTables::Band> bands{
      {2, 3, weights.data()}, {0, 0, weights.data()}, {5, 1, weights.data() + 3}};
  const float* spectrum = block(6, [](int64_t row, int64_t lane) { return row + 100 * lane; });
  Scratch output;
  float* got = output.floats(count(3));
  kernels_.apply_bank({.num_bands = 3, .bands = bands.data()}, spectrum, got);
  EXPECT_EQ(got[1], 102 + 2 * 103 + 3 * 104);
  EXPECT_EQ(got[lanes_ + 1], 0);
  EXPECT_EQ(got[2 * lanes_ + 1], 1050);
}

TEST_P(KernelsTest, ComplexBankSumsWeightedBins) {
  const std::vector<float> weights{1, 2, 0, 3, 5, 0};
  const std::vector<BandTables::Band> bands{{1, 2, weights.data()}, {3, 1, weights.data() + 4}};
  // X[k] = (k + lane) + 10 k i, for four bins.
  const float* spectrum =
      block(8, [](int64_t row, int64_t lane) { return row < 4 ? row + lane : 10 * (row - 4); });
  Scratch output;
  float* got = output.floats(count(4));
  kernels_.apply_complex_bank({.num_bands = 2, .bands = bands.data()}, 4, spectrum, got);
  // (1 + 2i)(2 + 10i) + 3i (3 + 20i) = -78 + 23i in lane 1.
  EXPECT_EQ(got[1], -78);
  EXPECT_EQ(got[2 * lanes_ + 1], 23);
  EXPECT_EQ(got[lanes_ + 1], 20);
  EXPECT_EQ(got[3 * lanes_ + 1], 150);
}

TEST_P(KernelsTest, MagnitudesOfComplexNumbers) {
  const float* parts =
      block(4, [](int64_t row, int64_t lane) { return row < 2 ? 3 * lane + row : -4 * lane; });
  Scratch output;
  float* got = output.floats(count(2));
  kernels_.magnitudes(parts, count(2), got);
  for (size_t lane = 0; lane < lanes_; ++lane)
    EXPECT_FLOAT_EQ(got[lane], 5 * static_cast<float>(lane));
  EXPECT_FLOAT_EQ(got[lanes_], 1);
}

TEST_P(KernelsTest, CorrelateAddsWeightedNeighbours) {
  core::Random random(5);
  std::vector<float> weights(21), source(400);
  for (float& weight : weights) weight = static_cast<float>(random.uniform(-1, 1));
  for (float& sample : source) sample = static_cast<float>(random.uniform(-1, 1));
  for (const int64_t count : {1, 7, 16, 133, 300}) {
    std::vector<float> target(static_cast<size_t>(count) + 1, 1.0f);
    kernels_.correlate(weights.data(), 21, source.data(), count, target.data());
    for (size_t i = 0; i < static_cast<size_t>(count); ++i) {
      double expected = 1;
      for (size_t j = 0; j < weights.size(); ++j)
        expected += static_cast<double>(weights[j]) * static_cast<double>(source[i + j]);
      ASSERT_NEAR(target[i], expected, 1e-5);
    }
    EXPECT_EQ(target.back(), 1);
  }
}

TEST_P(KernelsTest, MixRowsOfEveryHeight) {
  for (const int64_t rows : {1, 3, 4, 11, 12, 13, 25}) {
    std::vector<float> weights;
    for (int64_t i = 0; i < 2 * rows; ++i) weights.push_back(static_cast<float>(i));
    const float* source = block(2, [](int64_t row, int64_t lane) { return row + lane; });
    std::vector<float> target(static_cast<size_t>(count(rows)));
    kernels_.mix_rows(
        {.weights = weights.data(), .num_outputs = static_cast<int32_t>(rows), .num_inputs = 2},
        source, kernels_.lanes, target.data());
    for (int64_t row = 0; row < rows; ++row)
      EXPECT_EQ(target[static_cast<size_t>(row) * lanes_ + 1], 2 * row + 2 * (2 * row + 1));
  }
}

TEST_P(KernelsTest, ComplexSpectrumIsTheDefinition) {
  for (const int64_t n_fft : {15, 16, 400, 1024}) {
    const RealFftPlan<float> plan(n_fft);
    core::Random random(7);
    std::vector<float> signal(static_cast<size_t>(n_fft));
    for (float& sample : signal) sample = static_cast<float>(random.uniform(-1, 1));
    const std::vector<float> halves(signal.size(), 0.5f);
    const std::vector<const float*> frames(lanes_, signal.data());
    Scratch work, output;
    const int64_t bins = plan.tables().num_bins;
    float* got = output.floats(2 * bins * kernels_.lanes);
    kernels_.complex_spectrum(plan.tables(), halves.data(), frames.data(),
                              work.floats(kernels_.work_floats(plan.tables())), got);
    for (int64_t bin = 0; bin < bins; ++bin) {
      double re = 0, im = 0;
      for (int64_t i = 0; i < n_fft; ++i) {
        const double angle = -2 * M_PI * static_cast<double>(bin * i % n_fft) / n_fft;
        re += signal[static_cast<size_t>(i)] * std::cos(angle);
        im += signal[static_cast<size_t>(i)] * std::sin(angle);
      }
      ASSERT_NEAR(got[static_cast<size_t>(bin) * lanes_ + 1], re, 1e-4) << n_fft << " " << bin;
      ASSERT_NEAR(got[static_cast<size_t>(bins + bin) * lanes_ + 1], im, 1e-4) << n_fft;
    }
  }
}

TEST_P(KernelsTest, MixedRowsAreTheMatrixProduct) {
  core::Random random(5);
  const auto draw = [&](int64_t count) {
    std::vector<float> values(static_cast<size_t>(count));
    for (float& value : values) value = static_cast<float>(random.uniform(-1, 1));
    return values;
  };
  for (const int64_t frames : {1, 7, 8, 9, 15, 16, 17, 35, 65, 83})
    for (const int32_t outputs : {1, 4, 7, 12, 13, 25}) {
      const int32_t inputs = 9;
      const std::vector<float> weights = draw(outputs * inputs), source = draw(inputs * frames);
      constexpr float untouched = 1234;
      std::vector<float> target(static_cast<size_t>(outputs * frames) + 1, untouched);
      kernels_.mix_rows({weights.data(), outputs, inputs}, source.data(), frames, target.data());
      for (int64_t row = 0; row < outputs; ++row)
        for (int64_t f = 0; f < frames; ++f) {
          double sum = 0;
          for (int64_t i = 0; i < inputs; ++i)
            sum += weights[static_cast<size_t>(row * inputs + i)] *
                   source[static_cast<size_t>(i * frames + f)];
          ASSERT_NEAR(target[static_cast<size_t>(row * frames + f)], sum, 1e-5);
        }
      EXPECT_EQ(target.back(), untouched);
    }
}

TEST_P(KernelsTest, OneBadValueAnywhereIsFound) {
  const float infinity = std::numeric_limits<float>::infinity();
  for (const float bad : {infinity, 3e38f, std::numeric_limits<float>::quiet_NaN()}) {
    float* values = block(9, [](int64_t, int64_t) { return 1e38; });
    EXPECT_TRUE(kernels_.all_within(values, count(9), 2e38f));
    values[8 * lanes_ + lanes_ - 1] = bad;
    EXPECT_FALSE(kernels_.all_within(values, count(9), 2e38f));
  }
}

TEST_P(KernelsTest, ExtremesLookAtEveryLane) {
  float* values = block(5, [](int64_t row, int64_t lane) { return row - lane; });
  values[3 * lanes_ + 1] = 77;
  const Extremes found = kernels_.extremes(values, count(5));
  EXPECT_EQ(found.lowest, 1 - static_cast<float>(lanes_));
  EXPECT_EQ(found.highest, 77);
}

TEST_P(KernelsTest, RowsAreStoredWholeOrInPart) {
  const float* values = block(2, [](int64_t row, int64_t lane) { return 100 * row + lane; });
  for (const int64_t frames : {kernels_.lanes, int64_t{3}}) {
    std::vector<float> target(64, -1);
    kernels_.store_rows(values, 2, frames, target.data() + 1, 20);
    for (int64_t i = 0; i < 20; ++i) {
      EXPECT_EQ(target[static_cast<size_t>(1 + i)], i < frames ? i : -1);
      EXPECT_EQ(target[static_cast<size_t>(21 + i)], i < frames ? 100 + i : -1);
    }
  }
}

TEST_P(KernelsTest, ShiftAndLimitReachesTheOddEnd) {
  std::vector<float> values(static_cast<size_t>(2 * kernels_.lanes + 3));
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i);
  kernels_.shift_and_limit(values.data(), static_cast<int64_t>(values.size()), -5, -2);
  for (size_t i = 0; i < values.size(); ++i)
    EXPECT_EQ(values[i], std::max(static_cast<float>(i) - 5, -2.0f));
}

TEST(Kernels, TheBaselineIsAlwaysThereAndLast) {
  EXPECT_EQ(available_kernels().back()->name, "baseline");
}

}  // namespace
}  // namespace pinna::dsp
