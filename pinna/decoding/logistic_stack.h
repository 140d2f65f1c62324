// Several opinions on the same frames, weighed: stacking (Wolpert 1992) by logistic regression.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pinna::decoding {

/// Probability that a class sounds in a frame: sigmoid(bias + sum of weight * logit of an opinion).
struct LogisticStack {
  double bias = 0;
  std::vector<double> weights = {};  ///< one for each opinion
  bool operator==(const LogisticStack&) const = default;

  /// `opinions`: probabilities, one for each weight; clamped to 1e-6 from 0 and 1.
  double probability(std::span<const float> opinions) const;
};

/// The weights of least mean log loss plus ridge / 2 * |weights - 1 / number of opinions|^2 (the
/// bias is free), by Newton's method: without data the mean of the opinions' logits. `opinions`:
/// row-major [frames, num_opinions]; `targets`: [frames], 0 or 1. InvalidOptions for sizes that do
/// not fit and a ridge that is not positive.
LogisticStack fit_logistic_stack(std::span<const float> opinions, std::span<const float> targets,
                                 int64_t num_opinions, double ridge);

}  // namespace pinna::decoding
