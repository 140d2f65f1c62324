#include "pinna/dsp/block_spectrum.h"

#include <algorithm>
#include <cmath>

#include "tests/pinna/dsp/naive_spectrum.h"
#include <gtest/gtest.h>

#include "pinna/core/random.h"
#include "pinna/dsp/scratch.h"
#include "pinna/dsp/window.h"

namespace pinna::dsp {
namespace {

std::vector<float> noise(size_t length) {
  core::Random random(7);
  std::vector<float> samples(length);
  for (float& sample : samples) sample = static_cast<float>(random.uniform(-1, 1));
  return samples;
}

TEST(BlockSpectrum, EveryFrameOfEveryPaddingIsTheDefinition) {
  const std::vector<float> signal = noise(700);
  const std::vector<double> window = make_window(WindowShape::hann, WindowSymmetry::periodic, 128);
  for (const PadMode mode : {PadMode::constant, PadMode::reflect, PadMode::replicate}) {
    const BlockSpectrum spectrum({.n_fft = 128, .hop_length = 37, .pad_mode = mode}, window);
    const int64_t lanes = spectrum.kernels().lanes;
    Scratch scratch;
    float* power = scratch.floats(spectrum.block_floats());
    std::vector<float> samples(128);
    for (int64_t frame = 0; frame < spectrum.grid().num_frames(700); ++frame) {
      if (frame % lanes == 0) spectrum.compute(signal, frame, power);
      spectrum.grid().copy_frame(signal, frame, samples.data());
      const std::vector<double> expected = test::naive_power_spectrum(samples, window);
      const double largest = *std::max_element(expected.begin(), expected.end());
      for (size_t bin = 0; bin < expected.size(); ++bin)
        ASSERT_NEAR(power[static_cast<int64_t>(bin) * lanes + frame % lanes], expected[bin],
                    2e-6 * largest);
    }
  }
}

TEST(BlockSpectrum, Float64IsRightInTheFaintestBins) {
  // Rounded to float32, a tone fills the other bins with noise 180 dB below it.
  std::vector<float> tone(2048);
  for (size_t i = 0; i < tone.size(); ++i)
    tone[i] = static_cast<float>(std::sin(0.7 * static_cast<double>(i)));
  const std::vector<double> window = make_window(WindowShape::hann, WindowSymmetry::periodic, 2048);
  const std::vector<double> expected = test::naive_power_spectrum(tone, window);
  for (const Kernels* kernels : available_kernels()) {
    const BlockSpectrum spectrum({.n_fft = 2048, .center = false}, window, *kernels,
                                 Precision::float64);
    Scratch scratch;
    float* power = scratch.floats(spectrum.block_floats());
    spectrum.compute(tone, 0, power);
    const double largest = *std::max_element(expected.begin(), expected.end());
    EXPECT_LT(*std::min_element(expected.begin(), expected.end()), 1e-18 * largest);
    for (size_t bin = 0; bin < expected.size(); ++bin)
      ASSERT_NEAR(power[static_cast<int64_t>(bin) * kernels->lanes], expected[bin],
                  1e-6 * expected[bin] + 1e-23 * largest)
          << kernels->name << " " << bin;
  }
}

TEST(BlockSpectrum, LanesBeyondTheEndRepeatTheLastFrame) {
  const std::vector<float> signal = noise(100);
  const BlockSpectrum spectrum({.n_fft = 64, .hop_length = 50},
                               make_window(WindowShape::hann, WindowSymmetry::periodic, 64));
  const int64_t lanes = spectrum.kernels().lanes;
  ASSERT_EQ(spectrum.grid().num_frames(100), 3);
  Scratch scratch;
  float* power = scratch.floats(spectrum.block_floats());
  spectrum.compute(signal, 0, power);
  for (int64_t bin = 0; bin < spectrum.num_bins(); ++bin)
    EXPECT_EQ(power[bin * lanes + 2], power[bin * lanes + lanes - 1]);
}

TEST(BlockSpectrum, AWindowOfAnotherLengthIsABug) {
  EXPECT_THROW(BlockSpectrum({.n_fft = 64}, std::vector<double>(63)), core::Bug);
}

}  // namespace
}  // namespace pinna::dsp
