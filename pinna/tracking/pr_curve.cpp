#include "pinna/tracking/pr_curve.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::tracking {

PrCurve pr_curve_of(std::span<const float> probabilities, const std::vector<bool>& is_of_class,
                    int64_t num_thresholds) {
  if (probabilities.size() != is_of_class.size() || num_thresholds < 2)
    throw core::BadData(
        {.what = "precision and recall",
         .got = fmt::format("{} probabilities, {} answers, {} thresholds", probabilities.size(),
                            is_of_class.size(), num_thresholds),
         .expected = "one answer a probability and at least 2 thresholds"});
  const auto count = static_cast<size_t>(num_thresholds);
  const double steps = static_cast<double>(num_thresholds - 1);
  // Clips between threshold i and the next one, then summed from the highest threshold down.
  std::vector<double> positives(count), negatives(count);
  for (size_t clip = 0; clip < probabilities.size(); ++clip) {
    const double probability = std::clamp(double{probabilities[clip]}, 0.0, 1.0);
    const auto bucket = static_cast<size_t>(std::floor(probability * steps));
    ++(is_of_class[clip] ? positives : negatives)[bucket];
  }
  for (size_t i = count - 1; i-- > 0;) {
    positives[i] += positives[i + 1];
    negatives[i] += negatives[i + 1];
  }
  PrCurve curve;
  for (size_t i = 0; i < count; ++i) {
    const double found = positives[i], wrong = negatives[i], all = positives[0];
    curve.true_positives.push_back(static_cast<float>(found));
    curve.false_positives.push_back(static_cast<float>(wrong));
    curve.true_negatives.push_back(static_cast<float>(negatives[0] - wrong));
    curve.false_negatives.push_back(static_cast<float>(all - found));
    curve.precision.push_back(found + wrong > 0 ? static_cast<float>(found / (found + wrong)) : 1);
    curve.recall.push_back(all > 0 ? static_cast<float>(found / all) : 1);
  }
  return curve;
}

}  // namespace pinna::tracking
