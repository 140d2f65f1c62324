// Scores by source recording: clips cut from one recording stand and fall together, so that few
// recordings may be behind many errors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pinna/metrics/predictions.h"

namespace pinna::metrics {

struct SourceScores {
  std::string source = "";
  int64_t clips = 0;        ///< distinct
  int64_t predictions = 0;  ///< more than clips where seeds are pooled
  int64_t correct = 0;      ///< of the predictions
  int64_t target = 0;       ///< class of its first clip

  int64_t errors() const { return predictions - correct; }
  double accuracy() const {
    return static_cast<double>(correct) / static_cast<double>(predictions);
  }
  bool operator==(const SourceScores&) const = default;
};

struct SourceBreakdown {
  std::vector<SourceScores> sources = {};  ///< most errors first, then by name
  int64_t errors = 0;                      ///< wrong predictions
  int64_t with_errors = 0;                 ///< sources with at least one
  int64_t failing = 0;                     ///< sources without a right one
  int64_t behind_half = 0;                 ///< the fewest sources that hold half of the errors
  double mean_accuracy = 0;                ///< every source counting once
};

/// Of all predictions, or of those whose true class is `target`. A clip without a group is a source
/// of its own. BadData unless there is one group a clip; InvalidOptions for an impossible class.
SourceBreakdown by_source(const ClipPredictions& predictions,
                          std::optional<int64_t> target = std::nullopt);

}  // namespace pinna::metrics
