// Precision and recall of one class at a row of thresholds.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pinna::tracking {

/// One entry a threshold; thresholds are spread evenly over [0, 1], ends included.
struct PrCurve {
  std::vector<float> true_positives = {};
  std::vector<float> false_positives = {};
  std::vector<float> true_negatives = {};
  std::vector<float> false_negatives = {};
  std::vector<float> precision = {};
  std::vector<float> recall = {};

  int64_t num_thresholds() const { return static_cast<int64_t>(precision.size()); }
};

/// What is said to be of the class at threshold t: probability >= t. Definitions of TensorBoard's
/// pr_curve plugin: precision is 1 where nothing is said to be of the class. BadData unless there
/// is one answer a probability; at least 2 thresholds.
PrCurve pr_curve_of(std::span<const float> probabilities, const std::vector<bool>& is_of_class,
                    int64_t num_thresholds = 101);

}  // namespace pinna::tracking
