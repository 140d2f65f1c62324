#include "pinna/features/decimator.h"

#include <cmath>

#include "tests/pinna/features/streaming.h"
#include <gtest/gtest.h>

#include "pinna/audio/resample.h"

namespace pinna::features {
namespace {

TEST(Decimator, IsTheResamplerTimesTheRootOfTheFactor) {
  for (const int64_t factor : {2, 4, 8})
    for (const int64_t length : {1, 2, 3, 50, 1000, 20001}) {
      const std::vector<float> clip = test::noise_clip(length);
      const audio::Waveform expected = audio::resample({.samples = clip, .sample_rate = factor}, 1);
      std::vector<float> got;
      Decimator(factor).apply(clip, got, dsp::kernels());
      ASSERT_EQ(got.size(), expected.samples.size());
      for (size_t i = 0; i < got.size(); ++i)
        ASSERT_NEAR(got[i], expected.samples[i] * std::sqrt(static_cast<double>(factor)), 2e-6);
    }
}

TEST(Decimator, EveryInstructionSetAgrees) {
  const std::vector<float> clip = test::noise_clip(5001);
  std::vector<float> expected, got;
  const Decimator decimator(2);
  decimator.apply(clip, expected, dsp::kernels());
  for (const dsp::Kernels* kernels : dsp::available_kernels()) {
    decimator.apply(clip, got, *kernels);
    for (size_t i = 0; i < got.size(); ++i) ASSERT_NEAR(got[i], expected[i], 2e-6);
  }
}

TEST(Decimator, SamplesDependOnNearOnesOnly) {
  for (const int64_t factor : {2, 4}) {
    const Decimator decimator(factor);
    std::vector<float> clip = test::noise_clip(8000), before, after;
    decimator.apply(clip, before, dsp::kernels());
    clip[4000] += 1;
    decimator.apply(clip, after, dsp::kernels());
    for (int64_t m = 0; m < static_cast<int64_t>(before.size()); ++m) {
      const bool is_far = std::abs(m * factor - 4000) > decimator.reach();
      const auto i = static_cast<size_t>(m);
      ASSERT_TRUE(!is_far || std::abs(before[i] - after[i]) < 1e-6) << m;
    }
  }
}

}  // namespace
}  // namespace pinna::features
