#include "pinna/decoding/logistic_stack.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"

namespace pinna::decoding {
namespace {

double stack_logit(double p) {
  return std::log(p / (1 - p));
}

TEST(LogisticStack, WithoutDataItIsTheMeanOfTheLogits) {
  const LogisticStack stack = fit_logistic_stack({}, {}, 2, 0.1);
  EXPECT_NEAR(stack.bias, 0, 1e-12);
  const std::array<float, 2> opinions{0.9F, 0.4F};
  EXPECT_NEAR(stack_logit(stack.probability(opinions)), (stack_logit(0.9) + stack_logit(0.4)) / 2,
              1e-6);
}

TEST(LogisticStack, OfOneConstantOpinionTheBiasMakesItTheShareOfTargets) {
  // The ridge holds the weight near 1, so that the bias alone explains a share of 1 in 4.
  const std::vector<float> opinions(400, 0.5F);
  std::vector<float> targets(400);
  for (size_t i = 0; i < targets.size(); i += 4) targets[i] = 1;
  const LogisticStack stack = fit_logistic_stack(opinions, targets, 1, 1);
  EXPECT_NEAR(stack.bias, stack_logit(0.25), 1e-6);
  EXPECT_NEAR(stack.weights[0], 1, 1e-6);
}

TEST(LogisticStack, FindsTheWeightsThatMadeTheTargets) {
  core::Random random(1, "stack", {});
  std::vector<float> opinions, targets;
  for (int i = 0; i < 40000; ++i) {
    const double a = random.uniform(-3, 3), b = random.uniform(-3, 3);
    for (const double x : {a, b}) opinions.push_back(static_cast<float>(1 / (1 + std::exp(-x))));
    targets.push_back(random.chance(1 / (1 + std::exp(-(-0.5 + 1.5 * a - 0.25 * b)))) ? 1.0F
                                                                                      : 0.0F);
  }
  const LogisticStack stack = fit_logistic_stack(opinions, targets, 2, 1e-6);
  EXPECT_NEAR(stack.bias, -0.5, 0.05);
  EXPECT_NEAR(stack.weights[0], 1.5, 0.05);
  EXPECT_NEAR(stack.weights[1], -0.25, 0.05);
}

TEST(LogisticStack, SeparableTargetsStayFinite) {
  const std::vector<float> opinions{0, 0, 1, 1};
  const std::vector<float> targets{0, 0, 1, 1};
  const LogisticStack stack = fit_logistic_stack(opinions, targets, 1, 1e-3);
  EXPECT_TRUE(std::isfinite(stack.weights[0]));
  EXPECT_GT(stack.probability(std::array<float, 1>{1}), 0.99);
  EXPECT_LT(stack.probability(std::array<float, 1>{0}), 0.01);
}

TEST(LogisticStack, WhatDoesNotFitIsRefused) {
  const std::vector<float> three(3), two(2);
  EXPECT_THROW(fit_logistic_stack(three, two, 2, 1), core::InvalidOptions);
  EXPECT_THROW(fit_logistic_stack(two, two, 1, 0), core::InvalidOptions);
  EXPECT_THROW(fit_logistic_stack({}, {}, 0, 1), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::decoding
