// Optimizers with one fused pass per parameter and a state that is a plain list of tensors.
#pragma once

#include <cstdint>
#include <memory>

#include "pinna/training/named_tensors.h"
#include "pinna/training/optimizer_options.h"

namespace pinna::training {

class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// One step with gradients multiplied by `gradient_scale` (for clipping). Parameters without a
  /// gradient stay as they are. Afterwards all gradients are cleared.
  virtual void step(double learning_rate, double gradient_scale) = 0;

  /// Everything that a resumed run needs beside the parameters: "mean/layer1.0.conv1.weight", ...
  virtual NamedTensors state() const = 0;
  /// Number of steps taken so far; part of the state.
  int64_t num_steps() const { return num_steps_; }
  void set_num_steps(int64_t count) { num_steps_ = count; }

 protected:
  int64_t num_steps_ = 0;
};

/// `parameters` by name, float32. Weight decay spares those with fewer than two dimensions (norms,
/// biases).
std::unique_ptr<Optimizer> make_optimizer(const OptimizerOptions& options, NamedTensors parameters);

/// Euclidean norm of all gradients together.
double gradient_norm(const NamedTensors& parameters);

}  // namespace pinna::training
