// The clips a method gets wrong.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pinna/metrics/predictions.h"

namespace pinna::report {

struct Misclassified {
  std::string clip = "";
  int64_t truth = 0;
  int64_t predicted = 0;        ///< by the most confident wrong prediction
  float probability = 0;        ///< it gave to the predicted class
  float truth_probability = 0;  ///< it gave to the true class
  int64_t wrong = 0;            ///< wrong predictions (seeds)
  int64_t predictions = 0;      ///< of so many
};

/// One entry a clip, the most confident mistakes first.
std::vector<Misclassified> misclassified(const metrics::ClipPredictions& predictions);

}  // namespace pinna::report
