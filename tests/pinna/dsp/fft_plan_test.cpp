#include "pinna/dsp/fft_plan.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::dsp {
namespace {

TEST(RealFftPlan, EvenLengthsTransformHalfAsManyPoints) {
  const RealFftPlan<float> even(1024), odd(225);
  EXPECT_EQ(even.tables().num_points, 512);
  EXPECT_EQ(even.tables().num_bins, 513);
  EXPECT_EQ(odd.tables().num_points, 225);
  EXPECT_EQ(odd.tables().num_bins, 113);
}

TEST(RealFftPlan, RadicesMultiplyToThePoints) {
  for (const int64_t n_fft : {2, 6, 16, 32, 400, 480, 1000, 1102, 2047, 4096}) {
    const RealFftPlan<float> plan(n_fft);
    int64_t product = 1;
    for (int32_t i = 0; i < plan.tables().num_passes; ++i) product *= plan.tables().passes[i].radix;
    EXPECT_EQ(product, plan.tables().num_points) << n_fft;
  }
}

TEST(RealFftPlan, EveryInnerBinComesFromOnePair) {
  for (const int64_t n_fft : {4, 400, 450, 1024}) {
    const RealFftPlan<float> plan(n_fft);
    std::multiset<int32_t> bins, points;
    for (int32_t i = 0; i < plan.tables().num_pairs; ++i) {
      const FftPair<float>& pair = plan.tables().pairs[i];
      for (const int32_t bin : {pair.bin, plan.tables().num_points - pair.bin}) bins.insert(bin);
      for (const int32_t point : {pair.point, pair.mirrored_point}) points.insert(point);
    }
    for (int32_t bin = 1; bin < plan.tables().num_points; ++bin) {
      const size_t expected = 2 * bin == plan.tables().num_points ? 2 : 1;
      EXPECT_EQ(bins.count(bin), expected);
    }
    EXPECT_EQ(points.count(0), 0);
  }
}

TEST(RealFftPlan, ImpossibleLengthsAreRefused) {
  EXPECT_THROW(RealFftPlan<float>(0), core::InvalidOptions);
  EXPECT_THROW(RealFftPlan<float>(1), core::InvalidOptions);
  EXPECT_THROW(RealFftPlan<float>((1 << 20) + 1), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::dsp
