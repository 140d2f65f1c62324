// Temperature scaling: one number that makes probabilities neither too sure nor too timid, and
// leaves the order of the classes as it is (Guo et al. 2017).
#pragma once

#include "pinna/metrics/predictions.h"

namespace pinna::metrics {

/// Temperatures are sought between these.
inline constexpr double least_temperature = 0.01;
inline constexpr double most_temperature = 100;

struct TemperatureFit {
  double temperature = 1;
  double nll_before = 0;  ///< mean negative log likelihood [nats]
  double nll_after = 0;
  bool operator==(const TemperatureFit&) const = default;
};

/// The temperature T at which softmax(log p / T) is likeliest. The problem is convex in 1 / T; its
/// one root is found to rounding. The limits are returned where it lies beyond them, as it does
/// where all clips are right. Fit it on clips that neither train nor test the network. BadData if
/// the predictions are inconsistent or empty.
TemperatureFit fit_temperature(const ClipPredictions& predictions);

/// The probabilities p_k^(1 / T), normalised. InvalidOptions unless `temperature` is positive.
ClipPredictions with_temperature(ClipPredictions predictions, double temperature);

}  // namespace pinna::metrics
