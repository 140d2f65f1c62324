// How the learning rate moves during a training. No torch.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "pinna/core/options.h"

namespace pinna::training {

/// Smith's one-cycle policy with cosine branches, as torch.optim.lr_scheduler.OneCycleLR.
struct OneCycleOptions {
  static constexpr std::string_view type_name = "one_cycle";
  double warmup_fraction = 0.3;
  double start_divisor = 25;
  double final_divisor = 1e4;

  static void fields(auto&& field) {
    using core::at_least, core::between;
    field("warmup_fraction", &OneCycleOptions::warmup_fraction, "share of all steps that rise",
          between(0, 1));
    field("start_divisor", &OneCycleOptions::start_divisor,
          "first rate = learning_rate / start_divisor", at_least(1));
    field("final_divisor", &OneCycleOptions::final_divisor,
          "last rate = first rate / final_divisor", at_least(1));
  }
  bool operator==(const OneCycleOptions&) const = default;
};

/// Linear warm-up, then half a cosine down to `final_fraction` of the rate (Loshchilov and Hutter
/// 2017).
struct CosineOptions {
  static constexpr std::string_view type_name = "cosine";
  double warmup_epochs = 0;
  double final_fraction = 0;

  static void fields(auto&& field) {
    using core::at_least, core::between;
    field("warmup_epochs", &CosineOptions::warmup_epochs, "linear rise from 0 [epochs]",
          at_least(0));
    field("final_fraction", &CosineOptions::final_fraction, "last rate / learning_rate",
          between(0, 1));
  }
  bool operator==(const CosineOptions&) const = default;
};

/// Linear warm-up, then the rate times `factor` at each milestone (torch's MultiStepLR).
struct MultiStepOptions {
  static constexpr std::string_view type_name = "multi_step";
  double warmup_epochs = 0;
  std::vector<int64_t> milestones = {30, 60};
  double factor = 0.1;

  static void fields(auto&& field) {
    using core::at_least, core::between;
    field("warmup_epochs", &MultiStepOptions::warmup_epochs, "linear rise from 0 [epochs]",
          at_least(0));
    field("milestones", &MultiStepOptions::milestones, "epochs after which the rate drops",
          at_least(1));
    field("factor", &MultiStepOptions::factor, "what the rate is multiplied with", between(0, 1));
  }
  bool operator==(const MultiStepOptions&) const = default;
};

/// Linear warm-up, then constant.
struct ConstantOptions {
  static constexpr std::string_view type_name = "constant";
  double warmup_epochs = 0;

  static void fields(auto&& field) {
    field("warmup_epochs", &ConstantOptions::warmup_epochs, "linear rise from 0 [epochs]",
          core::at_least(0));
  }
  bool operator==(const ConstantOptions&) const = default;
};

using ScheduleOptions =
    std::variant<OneCycleOptions, CosineOptions, MultiStepOptions, ConstantOptions>;

}  // namespace pinna::training
