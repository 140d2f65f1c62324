#include "pinna/training/weight_average.h"

#include <algorithm>

#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/models/make_model.h"
#include "pinna/models/model.h"

namespace pinna::training {
namespace {

std::shared_ptr<models::Model> tiny_model(uint64_t seed) {
  return models::make_model(models::ResNetOptions{.width = 0.125}, {.num_classes = 2}, seed);
}

at::Tensor find(const NamedTensors& tensors, const std::string& name) {
  for (const auto& [key, tensor] : tensors)
    if (key == name) return tensor;
  throw std::runtime_error(name);
}

TEST(WeightAverage, IsTheRecursionOfItsDefinition) {
  const auto model = tiny_model(1);
  const at::Tensor bias = model->named_parameters()["fc.bias"];
  WeightAverage average(*model, 0.5);
  const torch::NoGradGuard no_grad;
  double expected = bias[0].item<double>();
  for (int step = 1; step <= 20; ++step) {
    bias.fill_(static_cast<double>(step));
    average.update();
    const double keep = std::min(0.5, step / (step + 9.0));
    expected = keep * expected + (1 - keep) * step;
    EXPECT_NEAR(find(average.state(), "fc.bias")[0].item<double>(), expected, 1e-5);
  }
  EXPECT_EQ(average.num_updates(), 20);
}

TEST(WeightAverage, HoldsRunningStatisticsButNoCounters) {
  const auto model = tiny_model(1);
  const WeightAverage average(*model, 0.9);
  EXPECT_TRUE(find(average.state(), "bn1.running_mean").defined());
  for (const auto& [name, tensor] : average.state())
    EXPECT_EQ(name.find("num_batches_tracked"), std::string::npos);
}

TEST(WeightAverage, SwappingTwiceIsAsBefore) {
  const auto model = tiny_model(1);
  WeightAverage average(*model, 0.9);
  const torch::NoGradGuard no_grad;
  for (at::Tensor& parameter : model->parameters()) parameter.add_(1);
  const at::Tensor weight = model->named_parameters()["conv1.weight"];
  const at::Tensor present = weight.clone();
  average.swap();
  EXPECT_TRUE(weight.allclose(present - 1, 1e-5, 1e-6));
  average.swap();
  EXPECT_TRUE(weight.equal(present));
}

}  // namespace
}  // namespace pinna::training
