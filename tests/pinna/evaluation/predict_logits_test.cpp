#include "pinna/evaluation/predict_logits.h"

#include <cmath>

#include <gtest/gtest.h>

namespace pinna::evaluation {
namespace {

LogitTable two_clips() {
  return {
      .num_classes = 2, .clips = {4, 7}, .targets = {0, 1}, .logits = {1, 1, 0, std::log(3.0F)}};
}

TEST(LogitTable, ProbabilitiesAreTheSoftmax) {
  const std::vector<float> probabilities = two_clips().probabilities();
  const std::vector<float> expected{0.5F, 0.5F, 0.25F, 0.75F};
  for (size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(probabilities[i], expected[i], 1e-6);
}

TEST(LogitTable, LossIsTheMeanCrossEntropy) {
  EXPECT_NEAR(two_clips().mean_loss(), (std::log(2.0) - std::log(0.75)) / 2, 1e-6);
}

TEST(LogitTable, TheFirstOfEqualLogitsIsThePrediction) {
  LogitTable table = two_clips();
  EXPECT_EQ(table.accuracy(), 1.0);
  table.targets = {1, 1};
  EXPECT_EQ(table.accuracy(), 0.5);
}

TEST(LogitTable, HugeLogitsStayFinite) {
  const LogitTable table{.num_classes = 2, .clips = {0}, .targets = {1}, .logits = {3e38F, -3e38F}};
  EXPECT_TRUE(std::isfinite(table.mean_loss()));
  EXPECT_EQ(table.probabilities()[0], 1.0F);
}

}  // namespace
}  // namespace pinna::evaluation
