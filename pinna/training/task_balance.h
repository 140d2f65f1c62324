// Several losses on one network become one gradient.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <ATen/core/Tensor.h>

#include "pinna/training/balance_options.h"
#include "pinna/training/named_tensors.h"

namespace pinna::models {
class Model;
}

namespace pinna::training {

class TaskBalance {
 public:
  virtual ~TaskBalance() = default;
  /// Adds a gradient to each of `parameters` that a loss depends on; the value that was minimised.
  /// `seed`: of the step, for what is drawn.
  virtual double backward(const std::vector<at::Tensor>& losses, const NamedTensors& parameters,
                          uint64_t seed) = 0;
};

/// Uncertainties are registered with `model` as "uncertainty", so that they are trained, averaged
/// and kept in checkpoints as its weights are. Of a single loss all but uncertainty are the same.
std::unique_ptr<TaskBalance> make_task_balance(const BalanceOptions& options, models::Model& model);

}  // namespace pinna::training
