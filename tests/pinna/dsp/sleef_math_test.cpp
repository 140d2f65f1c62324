#include "pinna/dsp/sleef_math.h"

#include <cmath>

#include <gtest/gtest.h>

namespace pinna::dsp {
namespace {

TEST(SleefMath, FunctionsAreWithinAUnitInTheLastPlace) {
  for (float x = 0; x < 100; x += 0.37f) EXPECT_NEAR(sleef_cos(x), std::cos(double{x}), 6e-8) << x;
  for (float base = 1e-7f; base < 1e6f; base *= 1.7f) {
    const double expected = std::pow(double{base}, double{0.85f});
    EXPECT_NEAR(sleef_pow(base, 0.85f), expected, 1.2e-7 * expected) << base;
  }
  EXPECT_EQ(sleef_cos(0), 1);
  EXPECT_EQ(sleef_pow(0, 0.85f), 0);
  EXPECT_EQ(sleef_pow(1, 0.85f), 1);
}

/// Arguments for which the nearest float is another one; expected: torch.cos and torch.pow of 16
/// such numbers, PyTorch 1.13.
TEST(SleefMath, RoundsAsSleefDoes) {
  EXPECT_EQ(sleef_cos(11.107159614562988f), 0.111353911f);
  EXPECT_EQ(sleef_cos(0.24262076616287231f), 0.970711708f);
  EXPECT_EQ(sleef_cos(5.244383335113525f), 0.50725311f);
  EXPECT_EQ(sleef_cos(8.30966567993164f), -0.440076679f);
  EXPECT_EQ(sleef_pow(0.1355968862771988f, 0.85f), 0.182983622f);
  EXPECT_EQ(sleef_pow(0.7022117376327515f, 0.85f), 0.740453601f);
  EXPECT_EQ(sleef_pow(0.6669398546218872f, 0.85f), 0.7087183f);
}

}  // namespace
}  // namespace pinna::dsp
