// Several losses on one network: weights that are learnt with it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

namespace pinna::training {

/// Weights of classification losses by the uncertainty of each task, s_i = log sigma_i^2, learnt
/// like any parameter (Kendall, Gal and Cipolla, "Multi-task learning using uncertainty to weigh
/// losses for scene geometry and semantics", CVPR 2018, equation 10 for two classifications).
class TaskUncertainty : public torch::nn::Module {
 public:
  /// All s_i begin at 0: equal weights of 1.
  explicit TaskUncertainty(int64_t num_tasks);

  /// sum_i exp(-s_i) * loss_i + s_i / 2; at its minimum over s_i exp(-s_i) is 1 / (2 loss_i).
  /// InvalidOptions for another number of losses.
  at::Tensor combined(std::span<const at::Tensor> losses) const;

  /// exp(-s_i) of each task.
  std::vector<double> weights() const;

 private:
  at::Tensor log_variances_;  ///< [num_tasks]
};

}  // namespace pinna::training
