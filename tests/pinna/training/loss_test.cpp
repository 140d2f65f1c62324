#include "pinna/training/loss.h"

#include <gtest/gtest.h>

#include <torch/torch.h>

namespace pinna::training {
namespace {

TEST(SoftCrossEntropy, EqualsPyTorchWithProbabilities) {
  const at::Tensor logits = torch::tensor({{1.0, 2.0, -1.0}, {0.5, 0.0, 3.0}});
  const at::Tensor targets = torch::tensor({{0.7, 0.3, 0.0}, {0.0, 0.0, 1.0}});
  // torch.nn.functional.cross_entropy(logits, targets, label_smoothing=...), torch 1.13.1
  EXPECT_NEAR(soft_cross_entropy(logits, targets, 0.0).item<double>(), 0.5864425301551819, 1e-6);
  EXPECT_NEAR(soft_cross_entropy(logits, targets, 0.1).item<double>(), 0.7097759246826172, 1e-6);
}

TEST(SoftCrossEntropy, LargeLogitsStayFinite) {
  const at::Tensor logits = torch::tensor({{1e4, -1e4}});
  EXPECT_NEAR(soft_cross_entropy(logits, torch::tensor({{1.0, 0.0}}), 0.0).item<double>(), 0, 1e-6);
}

}  // namespace
}  // namespace pinna::training
