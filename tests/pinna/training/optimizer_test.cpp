#include "pinna/training/optimizer.h"

#include <gtest/gtest.h>

#include <torch/torch.h>

namespace pinna::training {
namespace {

constexpr int kSteps = 5;

NamedTensors make_parameters() {
  torch::manual_seed(3);
  return {{"conv", torch::randn({4, 3, 3, 3})
                       .contiguous(at::MemoryFormat::ChannelsLast)
                       .set_requires_grad(true)},
          {"bias", torch::randn({7}, torch::requires_grad())}};
}

void set_gradients(const NamedTensors& parameters, int step) {
  torch::manual_seed(static_cast<uint64_t>(100 + step));
  for (const auto& [name, parameter] : parameters)
    parameter.mutable_grad() =
        torch::randn(parameter.sizes());  // channels first, as autograd may give
}

/// Trains one copy with ours and one with LibTorch's and compares the weights.
template <class Reference>
void expect_equal_to(const OptimizerOptions& options, Reference make_reference) {
  const NamedTensors ours = make_parameters();
  const NamedTensors theirs = make_parameters();
  const auto optimizer = make_optimizer(options, ours);
  // Ours spares one-dimensional parameters, so the reference gets them in a group without decay.
  auto reference = make_reference(theirs[0].second, theirs[1].second);
  for (int step = 0; step < kSteps; ++step) {
    set_gradients(ours, step);
    set_gradients(theirs, step);
    optimizer->step(learning_rate(options), 1.0);
    reference->step();
  }
  for (size_t i = 0; i < ours.size(); ++i)
    EXPECT_TRUE(torch::allclose(ours[i].second, theirs[i].second, 1e-5, 1e-6)) << ours[i].first;
}

TEST(Optimizer, AdamWEqualsLibTorchs) {
  expect_equal_to(
      AdamWOptions{.learning_rate = 0.01, .weight_decay = 0.1},
      [](const at::Tensor& decayed, const at::Tensor& spared) {
        using torch::optim::AdamWOptions;
        std::vector<torch::optim::OptimizerParamGroup> groups;
        groups.emplace_back(std::vector{decayed},
                            std::make_unique<AdamWOptions>(AdamWOptions(0.01).weight_decay(0.1)));
        groups.emplace_back(std::vector{spared},
                            std::make_unique<AdamWOptions>(AdamWOptions(0.01).weight_decay(0)));
        return std::make_unique<torch::optim::AdamW>(groups, AdamWOptions(0.01));
      });
}

TEST(Optimizer, NesterovSgdEqualsLibTorchs) {
  expect_equal_to(
      SgdOptions{.learning_rate = 0.05, .momentum = 0.9, .nesterov = true, .weight_decay = 0.01},
      [](const at::Tensor& decayed, const at::Tensor& spared) {
        using torch::optim::SGDOptions;
        const auto base = SGDOptions(0.05).momentum(0.9).nesterov(true);
        std::vector<torch::optim::OptimizerParamGroup> groups;
        groups.emplace_back(std::vector{decayed},
                            std::make_unique<SGDOptions>(SGDOptions(base).weight_decay(0.01)));
        groups.emplace_back(std::vector{spared}, std::make_unique<SGDOptions>(base));
        return std::make_unique<torch::optim::SGD>(groups, base);
      });
}

TEST(Optimizer, ParametersWithoutGradientStay) {
  const NamedTensors parameters = make_parameters();
  const at::Tensor before = parameters[0].second.detach().clone();
  const auto optimizer = make_optimizer(AdamWOptions{}, parameters);
  parameters[1].second.mutable_grad() = torch::ones({7});
  optimizer->step(1e-3, 1.0);
  EXPECT_TRUE(torch::equal(before, parameters[0].second));
  EXPECT_FALSE(parameters[1].second.grad().defined());
}

TEST(Optimizer, GradientScaleActsOnTheGradient) {
  const NamedTensors once = make_parameters();
  const NamedTensors twice = make_parameters();
  const SgdOptions options{.momentum = 0, .nesterov = false, .weight_decay = 0};
  set_gradients(once, 0);
  set_gradients(twice, 0);
  for (const auto& [name, parameter] : twice) parameter.mutable_grad().mul_(2);
  EXPECT_NEAR(gradient_norm(twice), 2 * gradient_norm(once), 1e-4);
  make_optimizer(options, once)->step(0.1, 1.0);
  make_optimizer(options, twice)->step(0.1, 0.5);
  EXPECT_TRUE(torch::allclose(once[0].second, twice[0].second));
}

}  // namespace
}  // namespace pinna::training
