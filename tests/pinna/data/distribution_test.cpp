#include "pinna/data/distribution.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

constexpr int draws = 20000;

struct Moments {
  double mean = 0;
  double deviation = 0;
  double low = 1e9;
  double high = -1e9;
};

Moments moments_of(const Distribution& distribution) {
  core::Random random(7);
  double sum = 0, squares = 0;
  Moments moments;
  for (int i = 0; i < draws; ++i) {
    const double value = draw(distribution, random);
    sum += value;
    squares += value * value;
    moments.low = std::min(moments.low, value);
    moments.high = std::max(moments.high, value);
  }
  moments.mean = sum / draws;
  moments.deviation = std::sqrt(squares / draws - moments.mean * moments.mean);
  return moments;
}

TEST(Distribution, MomentsAreThoseOfTheirFormulas) {
  EXPECT_EQ(moments_of(Constant{3}).deviation, 0);
  const Moments uniform = moments_of(Uniform{2, 6});
  EXPECT_NEAR(uniform.mean, 4, 0.05);
  EXPECT_NEAR(uniform.deviation, 4 / std::sqrt(12), 0.05);
  const Moments normal = moments_of(Normal{-1, 2});
  EXPECT_NEAR(normal.mean, -1, 0.06);
  EXPECT_NEAR(normal.deviation, 2, 0.05);
  // Half of a normal distribution: mean sqrt(2 / pi).
  EXPECT_NEAR(moments_of(TruncatedNormal{0, 1, 0, 100}).mean, std::sqrt(2 / M_PI), 0.02);
  EXPECT_NEAR(moments_of(Choose{{1, 2, 6}}).mean, 3, 0.06);
  EXPECT_NEAR(moments_of(ChooseWeighted{{1, 5}, {3, 1}}).mean, 2, 0.05);
}

TEST(Distribution, ValuesStayWithinTheirSupport) {
  for (const Distribution& distribution :
       {Distribution(Uniform{2, 6}), Distribution(TruncatedNormal{0, 5, -1, 2}),
        Distribution(TruncatedNormal{100, 1, -1, 2}), Distribution(Choose{{1, 2, 6}})}) {
    const core::Range support = support_of(distribution);
    const Moments moments = moments_of(distribution);
    EXPECT_GE(moments.low, support.low);
    EXPECT_LE(moments.high, support.high);
  }
}

TEST(Distribution, WeightsOfZeroAreNeverChosen) {
  core::Random random(1);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(draw_index({0, 2, 0}, random), 1);
}

TEST(Distribution, WhatMakesNoSenseIsRefusedByName) {
  const auto refuses = [](const Distribution& distribution, const char* part) {
    EXPECT_THAT([&] { check_distribution(distribution, "event.snr", core::between(0, 10)); },
                testing::ThrowsMessage<core::InvalidOptions>(testing::HasSubstr(part)));
  };
  refuses(Uniform{3, 2}, "event.snr");
  refuses(Uniform{3, 12}, "3 to 12");
  refuses(Normal{5, 1}, "event.snr");
  refuses(Choose{{}}, "something to draw from");
  refuses(ChooseWeighted{{1, 2}, {1}}, "event.snr.weights");
  refuses(ChooseWeighted{{1, 2}, {0, 0}}, "above 0");
  EXPECT_NO_THROW(check_distribution(TruncatedNormal{5, 9, 0, 10}, "snr", core::between(0, 10)));
}

}  // namespace
}  // namespace pinna::data
