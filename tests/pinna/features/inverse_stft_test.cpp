#include "pinna/features/inverse_stft.h"

#include <algorithm>
#include <cmath>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/stft.h"

namespace pinna::features {
namespace {

double largest_error(std::span<const float> got, std::span<const float> expected) {
  double largest = 0;
  for (size_t i = 0; i < expected.size(); ++i)
    largest = std::max(largest, std::abs(static_cast<double>(got[i]) - expected[i]));
  return largest;
}

void expect_reconstruction(const StftOptions& options) {
  const std::vector<float> clip = test::noise_clip(20000);
  const auto length = static_cast<int64_t>(clip.size());
  const std::vector<float> again =
      InverseStft(options).compute(Stft(options).compute(clip), length);
  ASSERT_EQ(again.size(), clip.size());
  EXPECT_LT(largest_error(again, clip), 1e-5);
}

TEST(InverseStft, GivesTheSignalAgain) {
  expect_reconstruction({});
  expect_reconstruction({.spectrum = librosa_spectrum()});
  expect_reconstruction({.spectrum = torchaudio_spectrum()});
  expect_reconstruction(
      {.spectrum = {.n_fft = 375, .win_length = 300, .hop_length = 100, .normalized = true}});
  expect_reconstruction({.spectrum = {.window = dsp::WindowShape::hamming, .center = false}});
}

TEST(InverseStft, LengthCutsOrPads) {
  const std::vector<float> clip = test::noise_clip(4096);
  const FeatureMatrix spectrum = Stft({}).compute(clip);
  const InverseStft inverse({});
  EXPECT_EQ(inverse.compute(spectrum).size(), 4096u);
  const std::vector<float> shorter = inverse.compute(spectrum, 1000);
  EXPECT_EQ(shorter.size(), 1000u);
  EXPECT_LT(largest_error(shorter, std::span(clip).first(1000)), 1e-5);
  const std::vector<float> longer = inverse.compute(spectrum, 6000);
  EXPECT_EQ(longer.size(), 6000u);
  EXPECT_EQ(longer.back(), 0);
}

TEST(InverseStft, ImaginaryPartsThatCannotBeAreIgnored) {
  FeatureMatrix spectrum = Stft({}).compute(test::noise_clip(4096));
  const std::vector<float> plain = InverseStft({}).compute(spectrum);
  for (int64_t f = 0; f < spectrum.frames; ++f) spectrum.at(513, f) = spectrum.at(1025, f) = 7;
  EXPECT_EQ(InverseStft({}).compute(spectrum), plain);
}

TEST(InverseStft, SpectraOfOtherSizesAreRefused) {
  EXPECT_THROW(InverseStft({}).compute(FeatureMatrix(1024, 3)), core::BadData);
  EXPECT_THROW(InverseStft({}).compute(FeatureMatrix(1026, 0)), core::BadData);
  EXPECT_THROW(InverseStft({}).compute(FeatureMatrix(1026, 3), -1), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::features
