#include "pinna/training/event_objective.h"

#include <cmath>

#include <gtest/gtest.h>

#include <torch/torch.h>

namespace pinna::training {
namespace {

/// Two classes, three frames; class 0 sounds in the first frame.
data::Batch batch() {
  return {.size = 1, .classes = 6, .targets = {1, 0, 0, 0, 0, 0}, .clips = {0}};
}

TEST(EventObjective, LossIsThatOfFramesPlusTheWeightedOneOfTheScene) {
  const EventObjective objective(2, 0.5, nullptr);
  const BatchOutcome outcome = objective.judge({at::zeros({1, 2, 2, 3})}, batch());
  // Every probability is one half.
  EXPECT_NEAR(outcome.losses.front().item<double>(), 1.5 * std::log(2), 1e-6);
  EXPECT_NEAR(EventObjective(2, 0, nullptr)
                  .judge({at::zeros({1, 2, 2, 3})}, batch())
                  .losses.front()
                  .item<double>(),
              std::log(2), 1e-6);
}

TEST(EventObjective, RightAnswersCostNothingAndScoreOne) {
  at::Tensor answers = at::full({1, 2, 2, 3}, -30.0);
  answers[0][0][0][0] = 30;
  answers.select(1, 1).zero_();
  answers[0][1][0][0] = 30;  // attention on the frame in which it sounds
  const BatchOutcome outcome = EventObjective(2, 0.5, nullptr).judge({answers}, batch());
  EXPECT_LT(outcome.losses.front().item<double>(), 0.3);
  EXPECT_EQ(outcome.score, 1);
  EXPECT_LT(EventObjective(2, 0, nullptr).judge({answers}, batch()).losses.front().item<double>(),
            1e-6);
}

TEST(EventObjective, HugeLogitsStayFinite) {
  at::Tensor answers = at::full({1, 2, 2, 3}, 1e4).requires_grad_();
  const BatchOutcome outcome = EventObjective(2, 1, nullptr).judge({answers}, batch());
  outcome.losses.front().backward();
  EXPECT_TRUE(std::isfinite(outcome.losses.front().item<double>()));
  EXPECT_TRUE(at::isfinite(answers.grad()).all().item<bool>());
}

TEST(EventObjective, ScoreIsF1OfFrames) {
  at::Tensor answers = at::full({1, 2, 2, 3}, -5.0);
  answers[0][0][0][0] = 5;  // hit
  answers[0][0][1][2] = 5;  // invented
  EXPECT_NEAR(EventObjective(2, 0, nullptr).judge({answers}, batch()).score, 2.0 / 3, 1e-12);
}

TEST(EventObjective, DistanceIsThatOfProbabilities) {
  const EventObjective objective(2, 0.5, nullptr);
  // Strong probabilities of 0.5 everywhere against 0.75 everywhere; attention is even, so the weak
  // ones are the same.
  const at::Tensor half = at::zeros({3, 2, 2, 4});
  at::Tensor more = half.clone();
  more.select(1, 0).fill_(std::log(3.0));
  EXPECT_NEAR(objective.distance({half}, {more}).item<double>(), 2 * 0.0625, 1e-6);
  EXPECT_EQ(objective.distance({more}, {more}).item<double>(), 0);
}

}  // namespace
}  // namespace pinna::training
