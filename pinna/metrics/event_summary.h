// Everything that is said of a detector on a set of recordings.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "pinna/events/event.h"
#include "pinna/metrics/bootstrap.h"
#include "pinna/metrics/drawn_event_scores.h"
#include "pinna/metrics/event_timing.h"

namespace pinna::metrics {

struct EventSummaryOptions {
  EventScoreOptions scores = {};
  BootstrapOptions bootstrap = {.resamples = 2000};
};

/// A score with what chance in the recordings does to it.
struct EstimatedScore {
  double value = 0;
  /// Recordings drawn with replacement (BCa): about this detector and further recordings of the
  /// same sources.
  Interval interval = {};
};

/// Macro averages are those of class_wise_average.
struct EventSummary {
  int64_t num_recordings = 0;
  EventScoreTable segment_based = {};
  EventScoreTable event_based = {};
  std::map<EventMeasure, EstimatedScore> measures = {};
  TimingErrors timing = {};
};

/// Of the recordings that have a duration. InvalidOptions for fewer than two; throws as PsdsTable.
EventSummary summarize(const events::EventTable& reference, const DetectorOutput& detector,
                       const std::map<std::string, double>& durations,
                       const EventSummaryOptions& options = {});

/// {"recordings", "psds1", "psds2", "event_f1", "segment_f1", "intervals" of these four,
/// "event_based", "segment_based", "timing"}.
nlohmann::ordered_json to_json(const EventSummary& summary);

}  // namespace pinna::metrics
