#include "pinna/models/resnet.h"

#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"
#include "pinna/models/compat.h"
#include "pinna/models/describe_model.h"
#include "pinna/models/make_model.h"

namespace pinna::models {
namespace {

using testing::HasSubstr;

ResNetOptions narrow() {
  return {.width = 0.125};
}

std::vector<int64_t> output_shape(const ResNetOptions& options, ModelShape shape,
                                  std::vector<int64_t> input) {
  const auto model = make_model(options, shape, 1);
  const EvaluationGuard evaluation(*model);
  return model->forward(at::randn(input)).sizes().vec();
}

TEST(ResNet, LogitsHaveOneRowAClipAndOneColumnAClass) {
  using Shape = std::vector<int64_t>;
  EXPECT_EQ(output_shape(narrow(), {1, 10}, {2, 1, 64, 216}), (Shape{2, 10}));
  EXPECT_EQ(output_shape(narrow(), {3, 50}, {1, 3, 128, 201}), (Shape{1, 50}));
  EXPECT_EQ(output_shape(narrow(), {1, 10}, {2, 1, 1, 1}), (Shape{2, 10}));
  EXPECT_EQ(output_shape(narrow(), {1, 10}, {1, 1, 13, 7}), (Shape{1, 10}));
  auto deeper = narrow();
  deeper.depth = 34;
  deeper.stem = ResNetStem::no_pool;
  EXPECT_EQ(output_shape(deeper, {2, 4}, {1, 2, 20, 30}), (Shape{1, 4}));
}

TEST(ResNet, SizeAndWorkEqualThePublishedOnes) {
  // Parameters: torchvision's 11,689,512 and 21,797,672, less 1000 classes of 513, plus 50 of 513.
  const auto of = [](int64_t depth, double width, int64_t bins, int64_t frames) {
    const auto model = make_model(ResNetOptions{.depth = depth, .width = width}, {3, 50}, 1);
    return describe_model(*model, bins, frames);
  };
  const ModelDescription small = of(18, 1, 64, 216);
  EXPECT_EQ(small.parameters, 11'202'162);
  EXPECT_NEAR(static_cast<double>(small.multiply_adds), 0.51e9, 0.005e9);
  const ModelDescription image = of(34, 1, 224, 224);
  EXPECT_EQ(image.parameters, 21'310'322);
  EXPECT_NEAR(static_cast<double>(image.multiply_adds), 3.66e9, 0.01e9);
  EXPECT_NEAR(static_cast<double>(of(18, 0.5, 64, 216).parameters), 2.81e6, 0.01e6);
}

TEST(ResNet, DescribingLeavesTheNetworkAsItWas) {
  const auto model = make_model(narrow(), {1, 10}, 1);
  const at::Tensor mean = model->named_buffers()["bn1.running_mean"].clone();
  describe_model(*model, 16, 16);
  EXPECT_TRUE(model->is_training());
  EXPECT_TRUE(at::GradMode::is_enabled());
  EXPECT_TRUE(at::equal(model->named_buffers()["bn1.running_mean"], mean));
  EXPECT_THROW(describe_model(*model, 0, 16), core::InvalidOptions);
  EXPECT_TRUE(model->is_training());
}

TEST(ResNet, ParameterNamesAreTorchvisions) {
  const auto model = make_model(narrow(), {1, 10}, 1);
  const auto parameters = model->named_parameters();
  for (const char* name :
       {"conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight", "layer1.1.bn2.bias",
        "layer2.0.downsample.0.weight", "layer4.0.downsample.1.bias", "fc.weight", "fc.bias"})
    EXPECT_TRUE(parameters.contains(name)) << name;
  EXPECT_FALSE(parameters.contains("layer1.0.downsample.0.weight"));
  EXPECT_TRUE(model->named_buffers().contains("layer3.0.bn1.num_batches_tracked"));
  EXPECT_EQ(parameters.size(), 62u);
}

TEST(ResNet, SameSeedGivesTheSameWeightsAndTouchesNoOtherDraw) {
  at::manual_seed(5);
  const at::Tensor undisturbed = at::rand({3});
  at::manual_seed(5);
  const auto first = make_model(narrow(), {1, 10}, 7);
  EXPECT_TRUE(at::equal(at::rand({3}), undisturbed));
  const auto second = make_model(narrow(), {1, 10}, 7);
  const auto other = make_model(narrow(), {1, 10}, 8);
  for (const auto& item : first->named_parameters())
    EXPECT_TRUE(at::equal(item.value(), second->named_parameters()[item.key()])) << item.key();
  EXPECT_FALSE(
      at::equal(first->named_parameters()["fc.weight"], other->named_parameters()["fc.weight"]));
}

bool is_zero_bias(const std::string& name) {
  return name.ends_with(".bias") && name != "fc.bias";
}

TEST(ResNet, ZeroedLastNormsMakeEveryBlockItsShortcut) {
  auto options = narrow();
  options.zero_init_last_norm = true;
  const auto model = make_model(options, {1, 10}, 1);
  for (const auto& item : model->named_parameters()) {
    const bool is_last_norm = item.key().find("bn2.weight") != std::string::npos;
    EXPECT_EQ(item.value().abs().max().item<float>() == 0,
              is_last_norm || is_zero_bias(item.key()));
  }
}

TEST(ResNet, ZeroWeightsGiveTheBiasAsLogits) {
  const auto model = make_model(narrow(), {1, 3}, 1);
  const EvaluationGuard evaluation(*model);
  for (at::Tensor& parameter : model->parameters()) parameter.zero_();
  model->named_parameters()["fc.bias"].copy_(at::tensor({1.0f, -2.0f, 3.0f}));
  const at::Tensor logits = model->forward(at::randn({2, 1, 32, 32}));
  EXPECT_TRUE(at::equal(logits, at::tensor({1.0f, -2.0f, 3.0f}).expand({2, 3})));
}

TEST(ResNet, OverfitsOneBatch) {
  const auto model = make_model(narrow(), {1, 4}, 3);
  const SeedGuard seed(3);
  const at::Tensor input = at::randn({8, 1, 32, 32});
  const at::Tensor targets = at::arange(8) % 4;
  torch::optim::AdamW optimizer(model->parameters(), torch::optim::AdamWOptions(1e-2));
  for (int step = 0; step < 40; ++step) {
    optimizer.zero_grad();
    torch::nn::functional::cross_entropy(model->forward(input), targets).backward();
    optimizer.step();
  }
  EXPECT_TRUE(at::equal(model->forward(input).argmax(1), targets));
}

double squared_gradient(Model& model, const at::Tensor& input, Precision precision) {
  model.zero_grad();
  {
    const AutocastGuard autocast(precision);
    model.forward(as_channels_last(input)).to(at::kFloat).square().mean().backward();
  }
  double sum = 0;
  for (const at::Tensor& parameter : model.parameters())
    sum += parameter.grad().square().sum().item<double>();
  return sum;
}

TEST(ResNet, GradientsInBfloat16AreWholeForClipsOfAnyLength) {
  for (const int64_t frames : {1, 2, 3, 8, 16, 40}) {
    const auto model = make_model(narrow(), {1, 10}, 1);
    const at::Tensor input = at::randn({16, 1, 40, frames});
    const double expected = squared_gradient(*model, input, Precision::float32);
    for (int repetition = 0; repetition < 5; ++repetition) {
      for (int64_t size = 64; size < 1 << 18; size *= 2) at::full({size}, NAN);  // freed at once
      EXPECT_NEAR(squared_gradient(*model, input, Precision::bfloat16), expected, 0.5 * expected)
          << frames;
    }
  }
}

TEST(ResNet, DropoutActsInTrainingOnly) {
  auto options = narrow();
  options.dropout = 0.9;
  const auto model = make_model(options, {1, 4}, 3);
  const at::Tensor input = at::randn({4, 1, 32, 32});
  EXPECT_FALSE(at::equal(model->forward(input), model->forward(input)));
  const EvaluationGuard evaluation(*model);
  EXPECT_TRUE(at::equal(model->forward(input), model->forward(input)));
}

TEST(ResNet, ObserversSeeEveryBlockAndChangeNothing) {
  const auto model = make_model(narrow(), {1, 10}, 1);
  const EvaluationGuard evaluation(*model);
  const at::Tensor input = at::randn({2, 1, 64, 96});
  std::vector<std::string> names;
  std::map<std::string, std::vector<int64_t>> shapes;
  at::Tensor embedding;
  const at::Tensor logits =
      model->forward(input, [&](const std::string& block, const at::Tensor& activation) {
        names.push_back(block);
        shapes[block] = activation.sizes().vec();
        if (block == Model::embedding_block) embedding = activation;
      });
  EXPECT_TRUE(at::equal(logits, model->forward(input)));
  EXPECT_THAT(names, testing::ElementsAre("conv1", "layer1.0", "layer1.1", "layer1", "layer2.0",
                                          "layer2.1", "layer2", "layer3.0", "layer3.1", "layer3",
                                          "layer4.0", "layer4.1", "layer4", "embedding"));
  using Shape = std::vector<int64_t>;
  EXPECT_EQ(shapes["conv1"], (Shape{2, 8, 32, 48}));
  EXPECT_EQ(shapes["layer1"], (Shape{2, 8, 16, 24}));
  EXPECT_EQ(shapes["layer4"], (Shape{2, 64, 2, 3}));
  const auto parameters = model->named_parameters();
  EXPECT_TRUE(at::allclose(at::linear(embedding, parameters["fc.weight"], parameters["fc.bias"]),
                           logits, 1e-5, 1e-6));
}

TEST(ResNet, AnObserverThatThrowsIsForgotten) {
  const auto model = make_model(narrow(), {1, 10}, 1);
  const at::Tensor input = at::randn({2, 1, 16, 16});
  EXPECT_THROW(model->forward(input, [](const std::string&, const at::Tensor&) { throw 1; }), int);
  EXPECT_NO_THROW(model->forward(input));
}

TEST(ResNet, BadInputNamesBothShapes) {
  const auto model = make_model(narrow(), {3, 10}, 1);
  for (const std::vector<int64_t>& shape :
       {std::vector<int64_t>{2, 1, 64, 216}, {3, 64, 216}, {0, 3, 64, 216}, {2, 3, 64, 0}})
    EXPECT_THROW(model->forward(at::zeros(shape)), core::InvalidOptions);
  try {
    model->forward(at::zeros({2, 1, 64, 216}));
    FAIL();
  } catch (const core::InvalidOptions& error) {
    EXPECT_THAT(error.what(), HasSubstr("got shape [2, 1, 64, 216], expected [batch, 3,"));
  }
}

TEST(ResNet, OptionsOutOfRangeAreRefused) {
  EXPECT_THROW(make_model(ResNetOptions{.depth = 20}, {}, 1), core::InvalidOptions);
  EXPECT_THROW(make_model(ResNetOptions{.width = 0}, {}, 1), core::InvalidOptions);
  EXPECT_THROW(make_model(ResNetOptions{.dropout = 1}, {}, 1), core::InvalidOptions);
  EXPECT_THROW(make_model(ResNetOptions{}, {.in_channels = 0}, 1), core::InvalidOptions);
  EXPECT_THROW(make_model(ResNetOptions{}, {.num_classes = 1}, 1), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::models
