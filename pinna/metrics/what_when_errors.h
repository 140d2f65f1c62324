// Errors of detected events, split into when and what: how far off the times of rightly named
// events are, and how often rightly timed events have the wrong name. Whatever combines a tagger
// with a detector acts on one of the two. Tallies add up over recordings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/metrics/event_based.h"
#include "pinna/metrics/event_counts.h"

namespace pinna::metrics {

/// The overlap ratio from which an event is well timed.
inline constexpr double well_timed_overlap = 0.5;

/// When: pairs of one class that overlap, each event in one pair at most, so that the overlap
/// ratios (event_timing.h) have the largest sum: what a detection covers beyond the event counts
/// against it. In the order of the reference.
std::vector<EventPair> pairs_of_one_class(const PairedEvents& recording);

/// What: pairs of any classes whose overlap ratio is at least well_timed_overlap, each event in one
/// pair at most; the largest ratio first, of equal ones pairs of one class, then the order of the
/// lists. In the order of the reference.
std::vector<EventPair> well_timed_pairs(const PairedEvents& recording);

/// Counts and sums of one recording, or of many.
struct WhatWhenTally {
  int64_t reference = 0;    ///< events
  int64_t estimated = 0;    ///< events
  int64_t pairs = 0;        ///< of one class
  double onset_error = 0;   ///< sum of absolute differences over these pairs [s]
  double offset_error = 0;  ///< likewise
  double overlap = 0;       ///< sum of their overlap ratios
  int64_t well_timed = 0;   ///< pairs of any classes
  int64_t confused = 0;     ///< those of two classes
  /// Of the well-timed pairs, [reference, estimated] in the order of the labels.
  std::vector<int64_t> confusions = {};
  int64_t missed = 0;  ///< events of the reference that are in no pair of either kind
  int64_t extra = 0;   ///< estimated events that are in none

  /// InvalidOptions for tallies of other labels; one without confusions fits all.
  WhatWhenTally& operator+=(const WhatWhenTally& other);
  bool operator==(const WhatWhenTally&) const = default;
};

/// Of one recording. `labels` hold every label that occurs, sorted or not; InvalidOptions if not.
WhatWhenTally what_when_tally(const PairedEvents& recording,
                              const std::vector<std::string>& labels);

/// Undefined where nothing was counted.
struct WhatWhenErrors {
  std::optional<double> onset_error = std::nullopt;   ///< mean absolute [s]
  std::optional<double> offset_error = std::nullopt;  ///< mean absolute [s]
  std::optional<double> overlap = std::nullopt;       ///< mean ratio, above 0 and up to 1
  std::optional<double> confusion = std::nullopt;     ///< share of the well-timed pairs
  std::optional<double> missed = std::nullopt;        ///< share of the reference
  std::optional<double> extra = std::nullopt;         ///< share of the estimates
  bool operator==(const WhatWhenErrors&) const = default;
};

WhatWhenErrors score(const WhatWhenTally& tally);

/// {"onset_error", "offset_error", "overlap", "confusion", "missed", "extra", "pairs",
/// "well_timed", "confusions": {"labels", "counts" [reference, estimated]}}: seconds, shares and
/// counts; undefined is null.
nlohmann::ordered_json to_json(const WhatWhenTally& tally, const std::vector<std::string>& labels);

}  // namespace pinna::metrics
