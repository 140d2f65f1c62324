// Which rule turns gradients into steps. No torch.
#pragma once

#include <string_view>
#include <variant>

#include "pinna/core/options.h"

namespace pinna::training {

/// AdamW (Loshchilov and Hutter 2019): decoupled weight decay.
struct AdamWOptions {
  static constexpr std::string_view type_name = "adamw";
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double weight_decay = 0.01;

  static void fields(auto&& field) {
    using core::at_least, core::between;
    field("learning_rate", &AdamWOptions::learning_rate, "peak step size", at_least(0));
    field("beta1", &AdamWOptions::beta1, "decay of the gradient mean", between(0, 0.999999));
    field("beta2", &AdamWOptions::beta2, "decay of the squared gradient mean",
          between(0, 0.999999999));
    field("epsilon", &AdamWOptions::epsilon, "added to the denominator", at_least(0));
    field("weight_decay", &AdamWOptions::weight_decay,
          "decoupled decay of weights; norms and biases are spared", at_least(0));
  }
  bool operator==(const AdamWOptions&) const = default;
};

/// Stochastic gradient descent with Nesterov or heavy-ball momentum, as torch.optim.SGD.
struct SgdOptions {
  static constexpr std::string_view type_name = "sgd";
  double learning_rate = 0.1;
  double momentum = 0.9;
  bool nesterov = true;
  double weight_decay = 5e-4;

  static void fields(auto&& field) {
    using core::at_least, core::between;
    field("learning_rate", &SgdOptions::learning_rate, "peak step size", at_least(0));
    field("momentum", &SgdOptions::momentum, "decay of the velocity", between(0, 0.999999));
    field("nesterov", &SgdOptions::nesterov, "look ahead along the velocity");
    field("weight_decay", &SgdOptions::weight_decay,
          "L2 term added to the gradient; norms and biases are spared", at_least(0));
  }
  bool operator==(const SgdOptions&) const = default;
};

using OptimizerOptions = std::variant<AdamWOptions, SgdOptions>;

inline double learning_rate(const OptimizerOptions& options) {
  return std::visit([](const auto& chosen) { return chosen.learning_rate; }, options);
}

}  // namespace pinna::training
