// What every network is.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <torch/nn/module.h>

#include "pinna/models/model_options.h"

namespace pinna::models {

/// Told what a block of a network has computed: [batch, maps, rows, columns], or [batch, numbers]
/// for Model::embedding_block. Not to be changed.
using BlockObserver = std::function<void(const std::string& block, const at::Tensor& activation)>;

/// A network of features: a classifier of clips, or a detector of events.
class Model : public torch::nn::Module {
 public:
  explicit Model(ModelShape shape);

  /// input [batch, in_channels, bins, frames]  ->  logits [batch, num_classes], or of an event
  /// network answers [batch, 2, num_classes, scores] (models/event_answers.h); in bfloat16 inside
  /// an AutocastGuard of that precision. `conditions`: [batch, num_conditions, scores] where the
  /// shape has some, else undefined. InvalidOptions if either has another shape.
  at::Tensor forward(const at::Tensor& input, const at::Tensor& conditions = {});
  /// The same with somebody who is told of every block, in order. Not for two threads at once.
  at::Tensor forward(const at::Tensor& input, const BlockObserver& observer);

  const ModelShape& shape() const { return shape_; }

  /// The modules of these names and all below them keep their weights and running statistics from
  /// now on. InvalidOptions for a name that is not there.
  void freeze(const std::vector<std::string>& names);
  void train(bool on = true) override;

  /// What the last layer decides by.
  static constexpr const char* embedding_block = "embedding";

 protected:
  bool is_observed() const { return observer_ != nullptr; }
  /// To hand on; empty while nobody observes.
  BlockObserver observer() const { return observer_ ? *observer_ : BlockObserver(); }
  /// To be called by compute() after each block; costs nothing while nobody observes.
  void tell(const std::string& block, const at::Tensor& activation) const {
    if (observer_) (*observer_)(block, activation);
  }

 private:
  virtual at::Tensor compute(const at::Tensor& input, const at::Tensor& conditions) = 0;

  ModelShape shape_;
  std::vector<std::shared_ptr<torch::nn::Module>> frozen_;
  const BlockObserver* observer_ = nullptr;
};

/// InvalidOptions for a shape with conditions: networks of that type take none.
void require_no_conditions(const ModelShape& shape, std::string_view type_name);

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
