// Scores of single-label clip classification. Definitions are scikit-learn's with `labels` set to
// all classes and `zero_division=0`: a ratio whose denominator is zero is 0 and enters the means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pinna/metrics/calibration.h"
#include "pinna/metrics/intervals.h"
#include "pinna/metrics/predictions.h"

namespace pinna::metrics {

/// Rows are true classes, columns predicted ones: counts[truth * num_classes + predicted].
struct ConfusionMatrix {
  std::vector<std::string> labels = {};
  std::vector<int64_t> counts = {};

  int64_t num_classes() const { return static_cast<int64_t>(labels.size()); }
  int64_t at(int64_t truth, int64_t predicted) const {
    return counts[static_cast<size_t>(truth * num_classes() + predicted)];
  }
  int64_t row_sum(int64_t truth) const;
  int64_t column_sum(int64_t predicted) const;
  /// Each row as shares of its sum in per cent; a class without clips has a row of zeros.
  std::vector<double> row_per_cent() const;
  bool operator==(const ConfusionMatrix&) const = default;
};

/// A pair of classes that were taken for one another.
struct Confusion {
  int64_t truth = 0;
  int64_t predicted = 0;
  int64_t count = 0;
  bool operator==(const Confusion&) const = default;
};
/// The off-diagonal cells that are not zero, most frequent first (then by row and column), at most
/// `limit`.
std::vector<Confusion> worst_confusions(const ConfusionMatrix& confusion, int64_t limit);

struct ClassScores {
  std::string label = "";
  int64_t support = 0;  ///< clips of this class
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  Interval recall_interval = {};  ///< Wilson
  bool operator==(const ClassScores&) const = default;
};

struct AveragedScores {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  bool operator==(const AveragedScores&) const = default;
};

struct ClassificationScores {
  int64_t num_predictions = 0;
  int64_t num_clips = 0;         ///< distinct clips; fewer than predictions where seeds are pooled
  double level = default_level;  ///< of every interval below
  double accuracy = 0;
  Interval accuracy_interval = {};  ///< Wilson
  int64_t top_k = 0;
  double top_k_accuracy = 0;
  AveragedScores macro = {};
  AveragedScores micro = {};
  std::vector<ClassScores> per_class = {};
  ConfusionMatrix confusion = {};
  std::optional<CalibrationScores> calibration = std::nullopt;  ///< empty in older records
  bool operator==(const ClassificationScores&) const = default;
};

struct ScoringOptions {
  int64_t top_k =
      3;  ///< a clip counts if its class is among the k most probable; capped at classes
  double level = default_level;
};

/// All scores at once. Ties rank the earlier class first, so that top-1 equals accuracy. Intervals
/// count every clip once, however many predictions (seeds) it has. BadData if the predictions are
/// inconsistent or empty.
ClassificationScores score(const ClipPredictions& predictions, const ScoringOptions& options = {});

}  // namespace pinna::metrics
