#include "pinna/models/event_resnet.h"

#include <vector>

#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/event_answers.h"
#include "pinna/models/make_model.h"
#include "pinna/models/model.h"
#include "pinna/models/receptive_field.h"

namespace pinna::models {
namespace {

EventResNetOptions small_resnet() {
  return {.width = 0.125, .frame_strides = {2, 2, 1, 1, 1}, .rnn_cells = 8, .rnn_dropout = 0};
}

TEST(EventResNet, AnswersHaveTwoMapsOfClassesAndScores) {
  using Shape = std::vector<int64_t>;
  const auto model = make_model(small_resnet(), {2, 10}, 1);
  const EvaluationGuard evaluation(*model);
  EXPECT_EQ(model->forward(at::randn({3, 2, 32, 43})).sizes().vec(), (Shape{3, 2, 10, 10}));
  EXPECT_EQ(model->forward(at::randn({1, 2, 32, 4})).sizes().vec(), (Shape{1, 2, 10, 1}));
  EXPECT_THROW(model->forward(at::randn({1, 2, 32, 3})), core::InvalidOptions);
  EXPECT_EQ(frames_per_score(ModelOptions(small_resnet())), 4);
  EXPECT_TRUE(detects_events(small_resnet()));
}

TEST(EventResNet, ItsConvolutionsAreThoseOfAClassifier) {
  const auto detector = make_model(small_resnet(), {1, 3}, 1);
  const auto classifier = make_model(ResNetOptions{.width = 0.125}, {1, 3}, 1);
  const auto parameters = detector->named_parameters();
  int64_t shared = 0;
  for (const auto& item : classifier->named_parameters()) {
    if (item.key().starts_with("fc.")) continue;
    ASSERT_TRUE(parameters.contains(item.key())) << item.key();
    EXPECT_EQ(parameters[item.key()].sizes(), item.value().sizes()) << item.key();
    ++shared;
  }
  EXPECT_EQ(shared, 60);
}

TEST(EventResNet, StridesDecideTheReceptiveField) {
  const ReceptiveFields fields = receptive_fields(small_resnet());
  EXPECT_EQ(fields.frames.stride, 4);
  EXPECT_EQ(fields.bins, receptive_fields(ResNetOptions{}).bins);
  EXPECT_LT(fields.frames.size, fields.bins.size);
}

TEST(EventResNet, OneBatchCanBeLearntByHeart) {
  torch::manual_seed(1);
  const auto model = make_model(small_resnet(), {1, 3}, 1);
  const at::Tensor input = at::randn({4, 1, 32, 48});
  const at::Tensor target = at::rand({4, 3, 12}).gt(0.7).to(at::kFloat);
  torch::optim::Adam optimizer(model->parameters(), torch::optim::AdamOptions(0.01));
  double loss = 0;
  for (int step = 0; step < 60; ++step) {
    optimizer.zero_grad();
    const at::Tensor strong = event_probabilities(model->forward(input)).strong;
    const at::Tensor value = at::binary_cross_entropy(strong, target);
    value.backward();
    optimizer.step();
    loss = value.item<double>();
  }
  EXPECT_LT(loss, 0.2);
}

TEST(EventResNet, WrongOptionsAreRefused) {
  EventResNetOptions options = small_resnet();
  options.frame_strides = {2, 1};
  EXPECT_THROW(make_model(options, {1, 3}, 1), core::InvalidOptions);
  EXPECT_THROW(frames_per_score(ModelOptions(ResNetOptions{})), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::models
