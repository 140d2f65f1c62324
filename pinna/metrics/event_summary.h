// Everything that is said of a detector on a set of recordings.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/events/event.h"
#include "pinna/metrics/bootstrap.h"
#include "pinna/metrics/event_based.h"
#include "pinna/metrics/event_scores.h"
#include "pinna/metrics/event_timing.h"
#include "pinna/metrics/psds_scores.h"

namespace pinna::metrics {

struct EventSummaryOptions {
  double time_resolution = 1;
  CollarOptions collars = {};
  EmptyEstimates empty = EmptyEstimates::zero_score;
  BootstrapOptions bootstrap = {.resamples = 2000};
};

/// Macro averages are those of class_wise_average.
struct EventSummary {
  int64_t num_recordings = 0;
  EventScoreTable segment_based = {};
  EventScoreTable event_based = {};
  /// Of the macro F, recordings drawn with replacement (BCa); about this detector and further
  /// recordings of the same sources.
  Interval segment_interval = {};
  Interval event_interval = {};
  TimingErrors timing = {};
  double psds1 = 0;  ///< of all thresholds
  double psds2 = 0;
};

/// `estimated`: decoded events of every recording; `scores`: what they were decoded from.
/// InvalidOptions for fewer than two recordings; throws as psds().
EventSummary summarize(const events::EventTable& reference, const events::EventTable& estimated,
                       const std::map<std::string, double>& durations, const ScoreTable& scores,
                       const EventSummaryOptions& options = {});

/// {"recordings", "psds1", "psds2", "segment_based", "event_based", "intervals", "timing"}.
nlohmann::ordered_json to_json(const EventSummary& summary);

}  // namespace pinna::metrics
