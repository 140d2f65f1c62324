#include "pinna/models/crnn.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/describe_model.h"
#include "pinna/models/event_answers.h"
#include "pinna/models/make_model.h"
#include "pinna/models/model.h"

namespace pinna::models {
namespace {

CrnnOptions small() {
  return {.channels = {4, 8},
          .pool_bins = {2, 2},
          .pool_frames = {2, 1},
          .conv_dropout = 0,
          .rnn_layers = 1,
          .rnn_cells = 8,
          .rnn_dropout = 0};
}

TEST(Crnn, AnswersHaveTwoMapsOfClassesAndScores) {
  using Shape = std::vector<int64_t>;
  const auto model = make_model(small(), {1, 10}, 1);
  const EvaluationGuard evaluation(*model);
  EXPECT_EQ(model->forward(at::randn({3, 1, 16, 21})).sizes().vec(), (Shape{3, 2, 10, 10}));
  EXPECT_EQ(model->forward(at::randn({1, 1, 4, 2})).sizes().vec(), (Shape{1, 2, 10, 1}));
  EXPECT_EQ(frames_per_score(small()), 2);
}

TEST(Crnn, TheBaselineHasItsPublishedSizeAndWork) {
  // DESED's README: 1.1 million parameters, 930.9 million multiply-adds for 10 s (626 frames).
  const auto model = make_model(CrnnOptions{}, {1, 10}, 1);
  const ModelDescription description = describe_model(*model, 128, 626);
  EXPECT_NEAR(static_cast<double>(description.parameters), 1.11e6, 0.01e6);
  EXPECT_NEAR(static_cast<double>(description.multiply_adds), 930.9e6, 0.02 * 930.9e6);
}

TEST(Crnn, OneBatchCanBeLearntByHeart) {
  torch::manual_seed(1);
  const auto model = make_model(small(), {1, 3}, 1);
  const at::Tensor input = at::randn({4, 1, 8, 24});
  const at::Tensor target = at::rand({4, 3, 12}).gt(0.7).to(at::kFloat);
  torch::optim::Adam optimizer(model->parameters(), torch::optim::AdamOptions(0.02));
  double loss = 0;
  for (int step = 0; step < 200; ++step) {
    optimizer.zero_grad();
    const at::Tensor strong = event_probabilities(model->forward(input)).strong;
    const at::Tensor value = at::binary_cross_entropy(strong, target);
    value.backward();
    optimizer.step();
    loss = value.item<double>();
  }
  EXPECT_LT(loss, 0.2);
}

TEST(Crnn, InputsThatPoolToNothingAndUnevenOptionsAreRefused) {
  const auto model = make_model(small(), {1, 10}, 1);
  EXPECT_THROW(model->forward(at::randn({1, 1, 3, 20})), core::InvalidOptions);
  EXPECT_THROW(model->forward(at::randn({1, 1, 16, 1})), core::InvalidOptions);
  CrnnOptions uneven = small();
  uneven.pool_bins = {2};
  EXPECT_THROW(make_model(uneven, {1, 10}, 1), core::InvalidOptions);
  EXPECT_THROW(frames_per_score(uneven), core::InvalidOptions);
}

TEST(EventAnswers, WeakIsTheMeanOfStrongWeightedByAttention) {
  // Two classes, two frames; attention of the first class is 3/4 in the first frame, 1/4 in the
  // second.
  const at::Tensor answers = at::zeros({1, 2, 2, 2});
  answers[0][0][0] = at::logit(at::tensor({0.8F, 0.2F}));
  answers[0][1][0] = at::log(at::tensor({3.0F, 1.0F / 3}));
  const EventProbabilities probabilities = event_probabilities(answers);
  EXPECT_NEAR(probabilities.strong[0][0][0].item<double>(), 0.8, 1e-6);
  EXPECT_NEAR(probabilities.weak[0][0].item<double>(), 0.8 * 0.75 + 0.2 * 0.25, 1e-6);
  EXPECT_NEAR(probabilities.weak[0][1].item<double>(), 0.5, 1e-6);
}

TEST(EventAnswers, CertaintyStaysFinite) {
  const EventProbabilities probabilities = event_probabilities(at::full({1, 2, 2, 4}, 1e4));
  EXPECT_TRUE(probabilities.weak.lt(1).all().item<bool>());
  EXPECT_TRUE(at::isfinite(at::log(1 - probabilities.weak)).all().item<bool>());
}

}  // namespace
}  // namespace pinna::models
