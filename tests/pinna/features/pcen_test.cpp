#include "pinna/features/pcen.h"

#include <cmath>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/mel.h"

namespace pinna::features {
namespace {

/// The definition in double, for one band.
std::vector<double> reference(const FeatureMatrix& bands, int64_t band,
                              const PcenOptions& options) {
  const double smoothing = smoothing_coefficient(resolved(options));
  double level = 1;
  std::vector<double> values;
  for (const float value : bands.row(band)) {
    const double energy = value * options.scale;
    level = (1 - smoothing) * level + smoothing * energy;
    const double ratio = energy * std::pow(options.eps + level, -options.gain);
    values.push_back(options.pcen_power == 0 ? std::log1p(ratio)
                                             : std::pow(options.bias + ratio, options.pcen_power) -
                                                   std::pow(options.bias, options.pcen_power));
  }
  return values;
}

void expect_definition(const PcenOptions& options) {
  const std::vector<float> clip = test::noise_clip(30000);
  for (const dsp::Kernels* kernels : dsp::available_kernels()) {
    const FeatureMatrix bands = Mel(options.mel, *kernels).compute(clip);
    const FeatureMatrix got = Pcen(options, *kernels).compute(clip);
    ASSERT_EQ(got.frames, bands.frames);
    for (int64_t band = 0; band < bands.bins; ++band) {
      const std::vector<double> expected = reference(bands, band, options);
      for (int64_t f = 0; f < got.frames; ++f) {
        const double value = expected[static_cast<size_t>(f)];
        EXPECT_NEAR(got.at(band, f), value, 3e-6 * value + 1e-7);
      }
    }
  }
}

TEST(Pcen, IsItsDefinition) {
  expect_definition({});
}

TEST(Pcen, PowerZeroIsALogarithm) {
  expect_definition({.pcen_power = 0});
}

TEST(Pcen, BiasZeroIsAPower) {
  expect_definition({.bias = 0, .pcen_power = 0.3});
}

TEST(Pcen, OrdinaryEnergiesNeedNoScale) {
  expect_definition({.scale = 1, .gain = 0.5, .time_constant = 0.06});
}

TEST(Pcen, SmoothingFollowsLibrosasFormula) {
  const double frames = 0.4 * 22050 / 512;
  EXPECT_NEAR(smoothing_coefficient(resolved(PcenOptions{})),
              (std::sqrt(1 + 4 * frames * frames) - 1) / (2 * frames * frames), 1e-15);
}

TEST(Pcen, StreamEqualsTheWholeClip) {
  const Pcen pcen({});
  const std::vector<float> clip = test::noise_clip(60000);
  EXPECT_LT(test::largest_difference(test::streamed(pcen, clip, 4), pcen.compute(clip)), 1e-5);
}

TEST(Pcen, SilenceAfterSoundStaysFinite) {
  std::vector<float> clip = test::noise_clip(22050);
  clip.resize(22050 * 60, 0.0f);
  for (const float value : Pcen({}).compute(clip).values) ASSERT_TRUE(std::isfinite(value));
}

TEST(Pcen, BadOptionsAreRefused) {
  EXPECT_THROW(Pcen({.eps = 0}), core::InvalidOptions);
  EXPECT_THROW(Pcen({.time_constant = 0}), core::InvalidOptions);
  EXPECT_THROW(Pcen({.gain = -1}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
