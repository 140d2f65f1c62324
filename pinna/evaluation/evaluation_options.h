// How a trained network is asked. No torch.
#pragma once

#include <cstdint>

#include "pinna/core/options.h"

namespace pinna::evaluation {

/// Several views of one clip, their probabilities averaged (BC learning averages ten crops).
struct EvaluationOptions {
  int64_t shifts = 1;
  int64_t crops = 1;
  double crop_fraction = 1;

  static void fields(auto&& field) {
    field("shifts", &EvaluationOptions::shifts,
          "evenly spaced cyclic shifts in time whose probabilities are averaged; 1 = as it is",
          core::between(1, 1000));
    field("crops", &EvaluationOptions::crops,
          "evenly spaced parts of the clip whose probabilities are averaged; 1 = its middle",
          core::between(1, 1000));
    field("crop_fraction", &EvaluationOptions::crop_fraction,
          "length of each part as a share of the clip's frames; 1 = whole",
          core::between(0.001, 1));
  }
  bool operator==(const EvaluationOptions&) const = default;
};

}  // namespace pinna::evaluation
