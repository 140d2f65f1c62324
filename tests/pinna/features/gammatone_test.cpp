#include "pinna/features/gammatone.h"

#include <cmath>
#include <complex>
#include <numbers>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

using std::numbers::pi;
using Complex = std::complex<double>;

GammatoneOptions unlimited(GammatoneOptions options = {}) {
  options.level.top_db = std::nullopt;
  return options;
}

/// Squared outputs of one filter in double, zeros appended to the clip.
std::vector<double> squared_output(const GammatoneOptions& options, double hz,
                                   std::span<const float> clip, int64_t length) {
  const auto rate = static_cast<double>(options.sample_rate);
  const Complex pole =
      std::exp(2 * pi / rate * Complex(-options.bandwidth * dsp::erb_width(hz), hz));
  const auto output_of = [&](const auto& sample_at) {
    Complex s[4] = {};
    std::vector<double> output;
    for (int64_t n = 0; n < length; ++n) {
      s[0] = pole * s[0] + sample_at(n);
      for (int k = 1; k < 4; ++k) s[k] = pole * s[k] + s[k - 1];
      output.push_back((6.0 * s[3] - 12.0 * s[2] + 7.0 * s[1] - s[0]).real());
    }
    return output;
  };
  const std::vector<double> response = output_of([](int64_t n) { return n == 0 ? 1.0 : 0.0; });
  Complex gain = 0;
  for (int64_t n = 0; n < length; ++n)
    gain += response[static_cast<size_t>(n)] *
            std::polar(1.0, -2 * pi * hz * static_cast<double>(n) / rate);
  std::vector<double> output = output_of([&](int64_t n) {
    return n < static_cast<int64_t>(clip.size()) ? static_cast<double>(clip[static_cast<size_t>(n)])
                                                 : 0.0;
  });
  for (double& value : output) value = value * value / std::norm(gain);
  return output;
}

/// Largest error of the mean squares, relative to the largest of a filter.
double worst_error(const GammatoneOptions& options, const dsp::Kernels& kernels) {
  const std::vector<float> clip = test::noise_clip(9000);
  const Gammatone gammatone(options, kernels);
  const FeatureMatrix got = gammatone.compute(clip);
  const std::vector<double> centers = gammatone_centers(resolved(options));
  double worst = 0;
  for (int64_t bin = 0; bin < got.bins; ++bin) {
    const std::vector<double> squares = squared_output(options, centers[static_cast<size_t>(bin)],
                                                       clip, 9000 + options.win_length + 20000);
    double error = 0, largest = 0;
    for (int64_t f = 0; f < got.frames; ++f) {
      const int64_t first = gammatone.grid().first_sample(f);
      double sum = 0;
      for (int64_t n = std::max<int64_t>(0, first); n < first + options.win_length; ++n)
        sum += squares[static_cast<size_t>(n)];
      const double mean = sum / static_cast<double>(options.win_length);
      error = std::max(error, std::abs(got.at(bin, f) - mean));
      largest = std::max(largest, mean);
    }
    worst = std::max(worst, error / largest);
  }
  return worst;
}

TEST(Gammatone, IsItsDefinitionForAnyFrames) {
  for (const dsp::Kernels* kernels : dsp::available_kernels())
    for (const auto& [win, hop] : {std::pair{1024, 512}, {700, 300}, {100, 350}, {64, 1}})
      for (const bool center : {true, false}) {
        GammatoneOptions options{
            .n_filters = 5, .win_length = win, .hop_length = hop, .center = center};
        options.level.log = LogKind::none;
        EXPECT_LT(worst_error(options, *kernels), 1e-5) << win << " " << hop << " " << center;
      }
}

TEST(Gammatone, ToneAtACentreHasItsLevelThereAndLessElsewhere) {
  const Gammatone gammatone(unlimited({.n_filters = 30, .f_min = 100, .f_max = 8000}));
  const double hz = gammatone.bin_axis().centers[12];
  std::vector<float> tone;
  for (int n = 0; n < 22050; ++n)
    tone.push_back(static_cast<float>(0.5 * std::sin(2 * pi * hz * n / 22050)));
  const FeatureMatrix levels = gammatone.compute(tone);
  EXPECT_NEAR(levels.at(12, 20), 10 * std::log10(0.125), 0.1);
  for (int64_t bin = 0; bin < levels.bins; ++bin)
    if (bin != 12) EXPECT_LT(levels.at(bin, 20), levels.at(12, 20) - 3);
}

TEST(Gammatone, PowerOneIsTheRootOfPowerTwo) {
  GammatoneOptions options;
  options.level.log = LogKind::none;
  const std::vector<float> clip = test::noise_clip(8000);
  const FeatureMatrix squares = Gammatone(options).compute(clip);
  options.power = 1;
  const FeatureMatrix roots = Gammatone(options).compute(clip);
  for (size_t i = 0; i < squares.values.size(); ++i)
    EXPECT_NEAR(roots.values[i], std::sqrt(squares.values[i]), 1e-6);
}

TEST(Gammatone, SilenceIsTheFloorAndFramesAreCounted) {
  const Gammatone gammatone(unlimited());
  const FeatureMatrix levels = gammatone.compute(std::vector<float>(5000));
  EXPECT_EQ(levels.frames, 1 + 5000 / 512);
  for (const float level : levels.values) EXPECT_FLOAT_EQ(level, -100);
  EXPECT_EQ(gammatone.value_unit(), "dB");
  EXPECT_EQ(gammatone.compute(std::vector<float>{0.5f}).frames, 1);
}

TEST(Gammatone, StreamEqualsTheWholeClip) {
  for (const auto& [win, hop] : {std::pair{1024, 512}, {700, 300}, {100, 350}})
    for (const bool center : {true, false}) {
      const Gammatone gammatone(
          unlimited({.win_length = win, .hop_length = hop, .center = center}));
      const std::vector<float> clip = test::noise_clip(40000);
      EXPECT_LT(
          test::largest_difference(test::streamed(gammatone, clip, 6), gammatone.compute(clip)),
          1e-5);
    }
}

TEST(Gammatone, LimitsOfSingleLevelsHoldInTheStream) {
  GammatoneOptions options = unlimited();
  options.level.lowest_db = -30;
  options.level.highest_db = -25;
  const Gammatone gammatone(options);
  const std::vector<float> clip = test::noise_clip(20000);
  EXPECT_LT(test::largest_difference(test::streamed(gammatone, clip, 6), gammatone.compute(clip)),
            1e-5);
}

TEST(Gammatone, RangeOfAClipHasNoStream) {
  EXPECT_THROW(Gammatone({}).make_stream(), core::InvalidOptions);
}

TEST(Gammatone, BadOptionsAndClipsAreRefused) {
  EXPECT_THROW(Gammatone({.f_max = 11025}), core::InvalidOptions);
  EXPECT_THROW(Gammatone({.f_min = 500, .f_max = 400}), core::InvalidOptions);
  EXPECT_THROW(Gammatone({.n_filters = 0}), core::InvalidOptions);
  EXPECT_THROW(Gammatone({.bandwidth = 0}), core::InvalidOptions);
  EXPECT_THROW(Gammatone({}).compute({}), core::BadData);
  EXPECT_THROW(Gammatone({.center = false}).compute(std::vector<float>(1023)), core::BadData);
  EXPECT_THROW(Gammatone({}).compute(std::vector<float>{NAN}), core::BadData);
}

}  // namespace
}  // namespace pinna::features
