#include "pinna/metrics/multiple_tests.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;

TEST(Holm, HandComputed) {
  EXPECT_THAT(holm(std::array{0.01, 0.04, 0.03}),
              ElementsAre(DoubleEq(0.03), DoubleEq(0.06), DoubleEq(0.06)));
  EXPECT_THAT(holm(std::array{0.9, 0.6}), ElementsAre(1, 1));
  EXPECT_TRUE(holm({}).empty());
}

TEST(BenjaminiHochberg, HandComputed) {
  EXPECT_THAT(benjamini_hochberg(std::array{0.01, 0.04, 0.03}),
              ElementsAre(DoubleEq(0.03), DoubleEq(0.04), DoubleEq(0.04)));
}

RC_GTEST_PROP(Holm, NeverBelowTheRawValueNorBenjaminiHochbergNorAboveBonferroni,
              (std::vector<uint32_t> raw)) {
  std::vector<double> p;
  for (const uint32_t value : raw) p.push_back(value / 4294967295.0);
  const auto adjusted = holm(p);
  const auto discoveries = benjamini_hochberg(p);
  for (size_t i = 0; i < p.size(); ++i) {
    RC_ASSERT(adjusted[i] >= p[i] && adjusted[i] <= 1);
    RC_ASSERT(adjusted[i] >= discoveries[i] * (1 - 1e-12));
    RC_ASSERT(adjusted[i] <= std::min(1.0, static_cast<double>(p.size()) * p[i]));
  }
}

TEST(Holm, NumbersThatAreNoProbabilitiesAreRefused) {
  EXPECT_THROW(holm(std::array{0.1, 1.5}), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::metrics
