// How the losses of a network that answers several questions become one step. No torch.
#pragma once

#include <string_view>
#include <variant>

#include "pinna/core/options.h"

namespace pinna::training {

/// Fixed weights.
struct ConstantBalance {
  static constexpr std::string_view type_name = "constant";
  double first_weight = 1.0;
  double weight = 1.0;

  static void fields(auto&& field) {
    field("first_weight", &ConstantBalance::first_weight, "of the first loss, that of events",
          core::between(0, 1000));
    field("weight", &ConstantBalance::weight, "of each loss after it", core::between(0, 1000));
  }
  bool operator==(const ConstantBalance&) const = default;
};

/// Weights that are learnt with the network (training/task_uncertainty.h).
struct UncertaintyBalance {
  static constexpr std::string_view type_name = "uncertainty";
  static void fields(auto&&) {}
  bool operator==(const UncertaintyBalance&) const = default;
};

/// Gradients without what each has against the others (training/conflicting_gradients.h).
struct PcGradBalance {
  static constexpr std::string_view type_name = "pcgrad";
  static void fields(auto&&) {}
  bool operator==(const PcGradBalance&) const = default;
};

using BalanceOptions = std::variant<ConstantBalance, UncertaintyBalance, PcGradBalance>;

}  // namespace pinna::training
