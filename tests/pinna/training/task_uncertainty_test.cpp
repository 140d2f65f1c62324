#include "pinna/training/task_uncertainty.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include <torch/torch.h>

#include "pinna/core/error.h"

namespace pinna::training {
namespace {

TEST(TaskUncertainty, BeginsWithTheSumAndHasTheGradientOfTheEquation) {
  TaskUncertainty uncertainty(2);
  const std::vector<at::Tensor> losses{at::tensor(2.0F), at::tensor(0.25F)};
  const at::Tensor combined = uncertainty.combined(losses);
  EXPECT_FLOAT_EQ(combined.item<float>(), 2.25F);
  combined.backward();
  // d/ds (exp(-s) L + s / 2) at s = 0: 1/2 - L.
  const at::Tensor gradient = uncertainty.parameters().front().grad();
  EXPECT_FLOAT_EQ(gradient[0].item<float>(), -1.5F);
  EXPECT_FLOAT_EQ(gradient[1].item<float>(), 0.25F);
}

TEST(TaskUncertainty, LearnsWeightsOfHalfTheInverseLosses) {
  TaskUncertainty uncertainty(2);
  torch::optim::Adam optimizer(uncertainty.parameters(), torch::optim::AdamOptions(0.02));
  const std::vector<at::Tensor> losses{at::tensor(2.0F), at::tensor(0.25F)};
  for (int step = 0; step < 2000; ++step) {
    optimizer.zero_grad();
    uncertainty.combined(losses).backward();
    optimizer.step();
  }
  EXPECT_NEAR(uncertainty.weights()[0], 0.25, 1e-3);
  EXPECT_NEAR(uncertainty.weights()[1], 2, 1e-2);
  EXPECT_NEAR(uncertainty.combined(losses).item<double>(), 1 + (std::log(4.0) + std::log(0.5)) / 2,
              1e-4);
}

TEST(TaskUncertainty, EveryTaskHasALoss) {
  const std::vector<at::Tensor> losses{at::tensor(2.0F)};
  EXPECT_THROW(TaskUncertainty(2).combined(losses), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::training
