// What every network is.
#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <torch/nn/module.h>

#include "pinna/models/model_options.h"

namespace pinna::models {

/// A network that classifies clips of features.
class Model : public torch::nn::Module {
 public:
  explicit Model(ModelShape shape);

  /// input [batch, in_channels, bins, frames]  ->  logits [batch, num_classes], in bfloat16 inside
  /// an AutocastGuard of that precision. InvalidOptions if the input has another shape.
  at::Tensor forward(const at::Tensor& input);

  const ModelShape& shape() const { return shape_; }

 private:
  virtual at::Tensor compute(const at::Tensor& input) = 0;

  ModelShape shape_;
};

/// While it lives, the network is in evaluation mode (running statistics, no dropout) and nothing
/// is recorded for gradients; then it is as it was.
class EvaluationGuard {
 public:
  explicit EvaluationGuard(Model& model);
  ~EvaluationGuard();
  EvaluationGuard(const EvaluationGuard&) = delete;
  EvaluationGuard& operator=(const EvaluationGuard&) = delete;

 private:
  Model& model_;
  bool was_training_;
  at::NoGradGuard no_grad_;
};

}  // namespace pinna::models
