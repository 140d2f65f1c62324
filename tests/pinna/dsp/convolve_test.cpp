#include "pinna/dsp/convolve.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::dsp {
namespace {

std::vector<float> noise(int64_t length, uint64_t seed) {
  core::Random random(seed);
  std::vector<float> samples(static_cast<size_t>(length));
  for (float& sample : samples) sample = static_cast<float>(random.normal());
  return samples;
}

std::vector<float> summed(const std::vector<float>& signal, const std::vector<float>& response) {
  std::vector<float> result;
  for (size_t n = 0; n < signal.size(); ++n) {
    double sum = 0;
    for (size_t k = 0; k < response.size() && k <= n; ++k)
      sum += double{response[k]} * signal[n - k];
    result.push_back(static_cast<float>(sum));
  }
  return result;
}

TEST(Convolve, EqualsTheSumOnEveryProcessorAndLength) {
  for (const Kernels* kernels : available_kernels())
    for (const int64_t length : {1, 2, 15, 16, 17, 100, 1601})
      for (const int64_t taps : {1, 2, 7, 64, 999}) {
        const auto signal = noise(length, 1), response = noise(taps, 2);
        const auto result = convolve(signal, response, *kernels),
                   expected = summed(signal, response);
        ASSERT_EQ(result.size(), expected.size());
        for (size_t i = 0; i < expected.size(); ++i)
          ASSERT_NEAR(result[i], expected[i], 1e-6 * std::sqrt(taps) * 10) << length << " " << taps;
      }
}

TEST(Convolve, DelayMovesTheSignal) {
  const auto signal = noise(5000, 3);
  std::vector<float> delay(801);
  delay[800] = 2;
  const auto result = convolve(signal, delay);
  for (size_t i = 0; i < signal.size(); ++i)
    ASSERT_NEAR(result[i], i < 800 ? 0 : 2 * signal[i - 800], 1e-5);
}

TEST(Convolve, NothingGivesNothing) {
  EXPECT_TRUE(convolve({}, noise(3, 1)).empty());
  EXPECT_EQ(convolve(std::vector<float>{1, 2}, {}), (std::vector<float>{0, 0}));
}

TEST(Convolve, ResponsesBeyondTheLongestTransformAreRefused) {
  EXPECT_THROW(convolve(noise(2, 1), std::vector<float>((1 << 20) + 1)), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::dsp
