// Random changes to the features of training scenes, as a recipe says them.
#pragma once

#include <cstdint>

#include "pinna/core/options.h"

namespace pinna::data {

struct SceneAugmentOptions {
  bool shift = true;
  double filter_db = 6;
  int64_t mask_bins = 8;
  double mixup_probability = 0.5;
  double mixup_alpha = 0.2;

  static void fields(auto&& field) {
    using core::between;
    field("shift", &SceneAugmentOptions::shift, "scene and labels move around in time, cyclically");
    field("filter_db", &SceneAugmentOptions::filter_db,
          "largest gain, up or down, at four bins between which a curve runs, of features in dB",
          between(0, 60));
    field("mask_bins", &SceneAugmentOptions::mask_bins,
          "most neighbouring bins that are set to their mean", between(0, 1000));
    field("mixup_probability", &SceneAugmentOptions::mixup_probability,
          "of a batch to be mixed with itself in another order", between(0, 1));
    field("mixup_alpha", &SceneAugmentOptions::mixup_alpha, "weights are of Beta(alpha, alpha)",
          between(0.01, 10));
  }
  bool operator==(const SceneAugmentOptions&) const = default;
};

}  // namespace pinna::data
