#include "pinna/features/pcen.h"

#include <cmath>

#include "tests/pinna/dsp/naive_spectrum.h"
#include "tests/pinna/features/streaming.h"
#include "tests/pinna/features/tones.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/features/mel.h"

namespace pinna::features {
namespace {

/// The definition in double, for the values of one band.
std::vector<double> reference(const auto& band, const PcenOptions& options) {
  const double smoothing = smoothing_coefficient(resolved(options));
  double level = 1;
  std::vector<double> values;
  for (const double value : band) {
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
    const FeatureMatrix bands = Mel(options.mel, *kernels, dsp::Precision::float64).compute(clip);
    const FeatureMatrix got = Pcen(options, *kernels).compute(clip);
    ASSERT_EQ(got.frames, bands.frames);
    for (int64_t band = 0; band < bands.bins; ++band) {
      const std::vector<double> expected = reference(bands.row(band), options);
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

/// Mel bands of power 1 of frames that lie within the clip: [bands][frames], all in double.
std::vector<std::vector<double>> naive_bands(const MelOptions& options,
                                             std::span<const float> clip) {
  const SpectrumOptions spectrum = resolved(options).spectrum;
  const std::vector<double> window = analysis_window(spectrum);
  const dsp::BandMatrix bank = mel_bank(resolved(options));
  std::vector<std::vector<double>> bands(bank.bands.size());
  for (size_t start = 0; start + window.size() <= clip.size();
       start += static_cast<size_t>(*spectrum.hop_length)) {
    const auto power =
        pinna::test::naive_power_spectrum(clip.subspan(start, window.size()), window);
    for (size_t b = 0; b < bands.size(); ++b) {
      const dsp::BandMatrix::Band& band = bank.bands[b];
      double sum = 0;
      for (int64_t i = 0; i < band.num_bins; ++i)
        sum += static_cast<double>(bank.weights[static_cast<size_t>(band.first_weight + i)]) *
               std::sqrt(power[static_cast<size_t>(band.first_bin + i)]);
      bands[b].push_back(sum);
    }
  }
  return bands;
}

// Above a tone's harmonics the bands hold less than what rounds off in a transform in float32.
TEST(Pcen, NearlyEmptyBandsAreNotFilledByRounding) {
  const PcenOptions options{.mel = {.spectrum = {.n_fft = 512, .hop_length = 256, .center = false},
                                    .power = 1,
                                    .n_mels = 32}};
  const std::vector<float> clip = test::tone(300, 22050, 8192);
  const auto bands = naive_bands(options.mel, clip);
  for (const dsp::Kernels* kernels : dsp::available_kernels()) {
    const FeatureMatrix got = Pcen(options, *kernels).compute(clip);
    ASSERT_EQ(got.frames, std::ssize(bands.front()));
    for (int64_t band = 0; band < got.bins; ++band) {
      const auto expected = reference(bands[static_cast<size_t>(band)], options);
      for (int64_t f = 0; f < got.frames; ++f)
        EXPECT_NEAR(got.at(band, f), expected[static_cast<size_t>(f)], 1e-5);
    }
  }
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
