#include "pinna/dsp/gammatone_bank.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"
#include "pinna/dsp/scratch.h"

namespace pinna::dsp {
namespace {

using std::numbers::pi;

/// n^3 exp(-2 pi b n / rate) cos(2 pi f n / rate), b = bandwidth * ERB(f), not normalised.
std::vector<double> gammatone_samples(double hz, double bandwidth, double rate, int64_t count) {
  std::vector<double> samples;
  for (int64_t n = 0; n < count; ++n) {
    const double t = static_cast<double>(n);
    samples.push_back(t * t * t * std::exp(-2 * pi * bandwidth * erb_width(hz) * t / rate) *
                      std::cos(2 * pi * hz * t / rate));
  }
  return samples;
}

double gain_at(const std::vector<double>& response, double hz, double rate) {
  double re = 0, im = 0;
  for (size_t n = 0; n < response.size(); ++n) {
    re += response[n] * std::cos(2 * pi * hz * static_cast<double>(n) / rate);
    im += response[n] * std::sin(2 * pi * hz * static_cast<double>(n) / rate);
  }
  return std::hypot(re, im);
}

/// |output| of one filter, sample by sample.
std::vector<double> magnitudes(const GammatoneBank& bank, const std::vector<float>& samples,
                               size_t filter) {
  const GammatoneTables& tables = bank.tables();
  Scratch state_memory, energy_memory;
  const int64_t floats = tables.num_filters * GammatoneTables::state_floats;
  float* states = state_memory.floats(floats);
  std::fill_n(states, floats, 0.0f);
  float* energies = energy_memory.floats(tables.num_filters);
  std::vector<double> values;
  for (const float& sample : samples) {
    bank.kernels().gammatone(tables, &sample, 1, states, energies);
    values.push_back(std::sqrt(static_cast<double>(energies[filter])));
  }
  return values;
}

std::vector<float> impulse(size_t length) {
  std::vector<float> samples(length);
  samples[0] = 1;
  return samples;
}

TEST(ErbScale, IsGlasbergAndMoores) {
  EXPECT_DOUBLE_EQ(erb_width(0), 24.7);
  EXPECT_NEAR(erb_width(1000), 24.7 * 5.37, 1e-12);
  EXPECT_NEAR(erb_number(1000), 21.4 * std::log10(5.37), 1e-12);
  for (const double hz : {0.0, 50.0, 440.0, 16000.0})
    EXPECT_NEAR(erb_number_to_hz(erb_number(hz)), hz, 1e-9);
}

TEST(ErbScale, CentresAreEvenlySpacedInErbNumber) {
  const std::vector<double> hz = erb_spaced(50, 8000, 33);
  ASSERT_EQ(hz.size(), 33u);
  EXPECT_NEAR(hz.front(), 50, 1e-9);
  EXPECT_NEAR(hz.back(), 8000, 1e-9);
  const double step = (erb_number(8000) - erb_number(50)) / 32;
  for (size_t i = 1; i < hz.size(); ++i)
    EXPECT_NEAR(erb_number(hz[i]) - erb_number(hz[i - 1]), step, 1e-9);
  EXPECT_EQ(erb_spaced(300, 8000, 1), std::vector<double>{300});
}

TEST(GammatoneBank, ImpulseResponsesAreTheDefinition) {
  for (const Kernels* kernels : available_kernels()) {
    for (const double rate : {16000.0, 44100.0, 192000.0}) {
      const std::vector<double> centers{20, 100, 1000, 3000, 0.45 * rate};
      const GammatoneBank bank(static_cast<int64_t>(rate), centers, 1.019, *kernels);
      for (size_t filter = 0; filter < centers.size(); ++filter) {
        const std::vector<double> expected = gammatone_samples(centers[filter], 1.019, rate, 40000);
        const double scale = 1 / gain_at(expected, centers[filter], rate);
        const std::vector<double> got = magnitudes(bank, impulse(expected.size()), filter);
        double worst = 0, largest = 0;
        for (size_t n = 0; n < got.size(); ++n) {
          worst = std::max(worst, std::abs(got[n] - scale * std::abs(expected[n])));
          largest = std::max(largest, scale * std::abs(expected[n]));
        }
        EXPECT_LT(worst / largest, rate > 100000 ? 1e-3 : 1e-4)
            << kernels->name << " " << centers[filter] << " Hz at " << rate;
      }
    }
  }
}

TEST(GammatoneBank, GainIsOneAtTheCentreAndFallsBesideIt) {
  for (const double rate : {16000.0, 44100.0}) {
    for (const double hz : {50.0, 500.0, 4000.0, 7000.0}) {
      const GammatoneBank bank(static_cast<int64_t>(rate), std::vector<double>{hz}, 1.019);
      const auto level = [&](double tone_hz) {
        std::vector<float> tone;
        for (int n = 0; n < 30000; ++n)
          tone.push_back(static_cast<float>(std::sin(2 * pi * tone_hz * n / rate)));
        const std::vector<double> output = magnitudes(bank, tone, 0);
        double energy = 0;
        for (size_t n = 10000; n < output.size(); ++n) energy += output[n] * output[n];
        return 10 * std::log10(2 * energy / 20000);
      };
      EXPECT_NEAR(level(hz), 0, 0.1) << hz;
      EXPECT_LT(level(hz + erb_width(hz)), -6) << hz;
      EXPECT_LT(level(hz - 0.9 * erb_width(hz)), -6) << hz;
    }
  }
}

TEST(GammatoneBank, NoiseIsFilteredAsInDouble) {
  const double rate = 22050;
  core::Random random(5);
  std::vector<float> noise(6000);
  for (float& sample : noise) sample = static_cast<float>(random.uniform(-1, 1));
  for (const double hz : {30.0, 700.0, 9000.0}) {
    const std::vector<double> response = gammatone_samples(hz, 1.019, rate, 6000);
    const double scale = 1 / gain_at(gammatone_samples(hz, 1.019, rate, 40000), hz, rate);
    const GammatoneBank bank(static_cast<int64_t>(rate), std::vector<double>{hz}, 1.019);
    const std::vector<double> got = magnitudes(bank, noise, 0);
    double worst = 0, largest = 0;
    for (size_t n = 0; n < noise.size(); ++n) {
      double sum = 0;
      for (size_t k = 0; k <= n; ++k) sum += response[k] * noise[n - k];
      worst = std::max(worst, std::abs(got[n] - scale * std::abs(sum)));
      largest = std::max(largest, scale * std::abs(sum));
    }
    EXPECT_LT(worst / largest, 1e-4) << hz;
  }
}

TEST(GammatoneBank, CentresBeyondNyquistAreRefused) {
  EXPECT_THROW(GammatoneBank(16000, std::vector<double>{8000}, 1.019), core::Bug);
}

}  // namespace
}  // namespace pinna::dsp
