#include "pinna/dsp/autocorrelation.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"
#include "pinna/dsp/scratch.h"

namespace pinna::dsp {
namespace {

void expect_definition(int64_t length, int64_t num_lags, const Kernels& kernels) {
  const Autocorrelation autocorrelation(length, num_lags, kernels);
  core::Random random(7);
  Scratch input_scratch, lags_scratch;
  float* input = input_scratch.floats(autocorrelation.input_floats());
  float* lags = lags_scratch.floats(autocorrelation.output_floats());
  std::vector<std::vector<float>> frames(static_cast<size_t>(kernels.lanes));
  for (int64_t lane = 0; lane < kernels.lanes; ++lane) {
    auto& frame = frames[static_cast<size_t>(lane)];
    for (int64_t i = 0; i < length; ++i) frame.push_back(static_cast<float>(random.uniform(-1, 1)));
    std::ranges::copy(frame, autocorrelation.lane(input, lane));
  }
  autocorrelation.compute(input, lags);
  for (int64_t lane = 0; lane < kernels.lanes; ++lane) {
    const auto& frame = frames[static_cast<size_t>(lane)];
    for (int64_t k = 0; k < num_lags; ++k) {
      double sum = 0;
      for (size_t i = 0; i + static_cast<size_t>(k) < frame.size(); ++i)
        sum += static_cast<double>(frame[i]) * frame[i + static_cast<size_t>(k)];
      EXPECT_NEAR(lags[k * kernels.lanes + lane], sum, 1e-6 * static_cast<double>(length));
    }
  }
}

TEST(Autocorrelation, IsItsDefinition) {
  for (const Kernels* kernels : available_kernels()) {
    expect_definition(1, 1, *kernels);
    expect_definition(100, 100, *kernels);
    expect_definition(384, 384, *kernels);
    expect_definition(2048, 339, *kernels);
  }
}

TEST(Autocorrelation, MoreLagsThanSamplesAreABug) {
  EXPECT_THROW(Autocorrelation(4, 5), core::Bug);
}

}  // namespace
}  // namespace pinna::dsp
