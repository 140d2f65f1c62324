// Whether probabilities mean what they say: of clips with probability 0.8, are 80 % right?
#pragma once

#include <cstdint>
#include <vector>

#include "pinna/metrics/intervals.h"
#include "pinna/metrics/predictions.h"

namespace pinna::metrics {

/// Bins of the reliability table unless another number is asked for (Guo et al. 2017).
inline constexpr int64_t default_calibration_bins = 15;

struct CalibrationScores {
  int64_t num_bins = 0;
  /// Expected calibration error (Guo et al. 2017): the gap between accuracy and mean confidence of
  /// each bin, weighted by its share of the clips. Confidence is the probability of the predicted
  /// class; bins have equal width, and their upper edge belongs to them.
  double ece = 0;
  /// Brier (1950): squared distance between probabilities and truth, summed over classes, averaged
  /// over clips; 0 to 2.
  double brier = 0;
  /// Mean negative logarithm of the true class's probability [nats]; probabilities below the least
  /// normal float (1.2e-38) count as that.
  double nll = 0;
  bool operator==(const CalibrationScores&) const = default;
};

/// One row of the reliability table.
struct ReliabilityBin {
  double low = 0;   ///< confidences above this ...
  double high = 0;  ///< ... up to this
  int64_t count = 0;
  double confidence = 0;  ///< mean of those in the bin; 0 where it is empty
  double accuracy = 0;
  Interval accuracy_interval = {};  ///< Wilson, counting each clip once however many seeds
  bool operator==(const ReliabilityBin&) const = default;
};

struct Calibration {
  CalibrationScores scores = {};
  std::vector<ReliabilityBin> bins = {};
  bool operator==(const Calibration&) const = default;
};

/// BadData if the predictions are inconsistent or empty; InvalidOptions for fewer than one bin.
Calibration measure_calibration(const ClipPredictions& predictions,
                                int64_t num_bins = default_calibration_bins);

}  // namespace pinna::metrics
