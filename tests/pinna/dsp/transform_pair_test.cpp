#include "pinna/dsp/transform_pair.h"

#include <array>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"
#include "pinna/dsp/scratch.h"

namespace pinna::dsp {
namespace {

TEST(TransformPair, ThereAndBackIsTheSignal) {
  for (const Kernels* kernels : available_kernels())
    for (const int64_t n : {2, 8, 24, 90, 1024, 4098}) {
      const TransformPair transform(n, *kernels);
      core::Random random(static_cast<uint64_t>(n));
      std::vector<float> signals(static_cast<size_t>(n * transform.lanes()));
      for (float& sample : signals) sample = static_cast<float>(random.normal());
      std::array<const float*, 16> frames{};
      for (int64_t lane = 0; lane < transform.lanes(); ++lane)
        frames[static_cast<size_t>(lane)] = signals.data() + lane * n;
      Scratch scratch;
      float* spectra = scratch.floats(transform.spectrum_floats());
      transform.forward(frames.data(), spectra);
      std::vector<float> back(signals.size());
      transform.inverse(spectra, back.data());
      for (size_t i = 0; i < signals.size(); ++i) ASSERT_NEAR(back[i], signals[i], 1e-5) << n;
    }
}

TEST(TransformPair, InverseOfOneBinIsACosineOfItsPhase) {
  constexpr int64_t n = 40;
  constexpr int64_t bin = 3;
  const TransformPair transform(n);
  const int64_t lanes = transform.lanes();
  Scratch scratch;
  float* spectra = scratch.floats(transform.spectrum_floats());
  std::fill_n(spectra, transform.spectrum_floats(), 0.0F);
  for (int64_t lane = 0; lane < lanes; ++lane) {
    spectra[bin * lanes + lane] = static_cast<float>(std::cos(lane) * n / 2);
    spectra[(transform.num_bins() + bin) * lanes + lane] =
        static_cast<float>(std::sin(lane) * n / 2);
  }
  std::vector<float> signals(static_cast<size_t>(n * lanes));
  transform.inverse(spectra, signals.data());
  for (int64_t lane = 0; lane < lanes; ++lane)
    for (int64_t i = 0; i < n; ++i)
      EXPECT_NEAR(signals[static_cast<size_t>(lane * n + i)],
                  std::cos(2 * std::numbers::pi * bin * static_cast<double>(i) / n +
                           static_cast<double>(lane)),
                  1e-5);
}

TEST(TransformPair, OddLengthsAreRefused) {
  EXPECT_THROW(TransformPair(9), core::Bug);
}

}  // namespace
}  // namespace pinna::dsp
