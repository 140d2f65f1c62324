#include "pinna/features/hpss.h"

#include <algorithm>
#include <cmath>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/spectrogram.h"

namespace pinna::features {
namespace {

using Part = Hpss::Part;

/// Small enough to sort every window.
HpssOptions small(int64_t kernel_size) {
  HpssOptions options;
  options.spectrum.n_fft = 64;
  options.spectrum.hop_length = 40;
  options.kernel_size = kernel_size;
  return options;
}

FeatureMatrix magnitudes(const HpssOptions& options, const std::vector<float>& clip) {
  return Spectrogram({.spectrum = options.spectrum, .power = 1}, dsp::kernels(),
                     dsp::Precision::float64)
      .compute(clip);
}

/// The median around (bin, frame) along one axis, by sorting.
double median(const FeatureMatrix& values, int64_t bin, int64_t frame, int64_t size, Part along) {
  std::vector<float> window;
  for (int64_t i = 0; i < size; ++i) {
    const int64_t step = i - size / 2;
    window.push_back(along == Part::harmonic
                         ? values.at(bin, dsp::mirrored_index(frame + step, values.frames))
                         : values.at(dsp::mirrored_index(bin + step, values.bins), frame));
  }
  std::sort(window.begin(), window.end());
  return window[static_cast<size_t>(size / 2)];
}

void expect_definition(const HpssOptions& options) {
  const std::vector<float> clip = test::noise_clip(3000);
  const FeatureMatrix source = magnitudes(options, clip);
  const FeatureMatrix harmonic = Hpss(options, Part::harmonic).compute(clip);
  const FeatureMatrix percussive = Hpss(options, Part::percussive).compute(clip);
  for (int64_t bin = 0; bin < source.bins; ++bin) {
    for (int64_t f = 0; f < source.frames; ++f) {
      const double h = median(source, bin, f, options.kernel_size, Part::harmonic);
      const double p = median(source, bin, f, options.kernel_size, Part::percussive);
      const auto mask = [&](double own, double other) {
        other *= options.margin;
        if (!options.power) return own > other ? 1.0 : 0.0;
        return std::pow(own, *options.power) /
               (std::pow(own, *options.power) + std::pow(other, *options.power));
      };
      EXPECT_NEAR(harmonic.at(bin, f), source.at(bin, f) * mask(h, p), 1e-6);
      EXPECT_NEAR(percussive.at(bin, f), source.at(bin, f) * mask(p, h), 1e-6);
    }
  }
}

TEST(Hpss, IsTheMaskOfTheMedians) {
  expect_definition(small(5));
  expect_definition(small(31));
}

TEST(Hpss, EvenAndTrivialKernelsFollowScipy) {
  for (const int64_t size : {1, 2, 3, 4, 10}) expect_definition(small(size));
}

TEST(Hpss, KernelsLongerThanTheClipAreMirroredAgainAndAgain) {
  expect_definition(small(301));
}

TEST(Hpss, MarginsAndOtherMasks) {
  HpssOptions options = small(7);
  options.margin = 2;
  expect_definition(options);
  options.power = 1.5;
  expect_definition(options);
  options.power = std::nullopt;
  expect_definition(options);
}

TEST(Hpss, PartsOfMarginOneSumToTheSpectrogram) {
  const std::vector<float> clip = test::noise_clip(22050);
  const FeatureMatrix source = magnitudes({}, clip);
  const FeatureMatrix harmonic = Hpss({}, Part::harmonic).compute(clip);
  const FeatureMatrix percussive = Hpss({}, Part::percussive).compute(clip);
  for (size_t i = 0; i < source.values.size(); ++i)
    EXPECT_NEAR(harmonic.values[i] + percussive.values[i], source.values[i], 1e-5);
}

TEST(Hpss, StreamEqualsTheWholeClip) {
  const Hpss hpss(small(9), Part::harmonic);
  const std::vector<float> clip = test::noise_clip(30000);
  EXPECT_LT(test::largest_difference(test::streamed(hpss, clip, 6), hpss.compute(clip)), 1e-5);
}

TEST(Hpss, BadOptionsAreRefused) {
  EXPECT_THROW(Hpss(small(0), Part::harmonic), core::InvalidOptions);
  EXPECT_THROW(Hpss({.margin = 0.5}, Part::percussive), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
