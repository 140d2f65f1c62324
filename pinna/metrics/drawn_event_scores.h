// Scores of sound events in recordings that are drawn at random, with repetitions: for intervals
// and tests. No score of a set is a mean of scores of its recordings, so each drawing is scored
// anew from counts.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/events/event.h"
#include "pinna/metrics/event_based.h"
#include "pinna/metrics/event_scores.h"
#include "pinna/metrics/psds_scores.h"

namespace pinna::metrics {

/// What sets of recordings are scored by; the first is the primary one.
enum class EventMeasure {
  psds1,
  psds2,
  event_f1,    ///< event-based, macro
  segment_f1,  ///< segment-based, macro
};

/// What one detector says of some recordings.
struct DetectorOutput {
  events::EventTable estimated = {};  ///< decoded
  ScoreTable scores = {};             ///< what it was decoded from
};

struct EventScoreOptions {
  double time_resolution = 1;  ///< of segments [s]
  CollarOptions collars = {};
  EmptyEstimates empty = EmptyEstimates::zero_score;
};

class DrawnEventScores {
 public:
  /// Detectors that were asked about the same recordings, those that have a duration. Throws as
  /// PsdsTable.
  DrawnEventScores(const events::EventTable& reference,
                   const std::map<std::string, double>& durations,
                   const std::vector<const DetectorOutput*>& detectors,
                   const EventScoreOptions& options = {});

  int64_t num_recordings() const { return num_recordings_; }
  /// Recordings of all detectors: those of the first in the order of their names, then those of
  /// the second, ...
  int64_t num_units() const { return static_cast<int64_t>(segments_.size()); }

  /// The score where unit i counts weights[i] times, [num_units], not negative; 0 for a drawing in
  /// which no class has one.
  double value(EventMeasure measure, std::span<const int64_t> weights) const;

  /// Each unit once.
  EventScoreTable segment_scores() const;
  EventScoreTable event_scores() const;

 private:
  EventScoreTable score_all(const std::vector<EventTally>& tallies, CountedUnits counted,
                            std::span<const int64_t> weights) const;

  EventScoreOptions options_;
  int64_t num_recordings_ = 0;
  std::vector<std::string> labels_;
  std::vector<EventTally> segments_;  ///< of each unit
  std::vector<EventTally> events_;    ///< of each unit
  std::unique_ptr<PsdsTable> psds1_, psds2_;
};

}  // namespace pinna::metrics

template <>
struct pinna::core::EnumNames<pinna::metrics::EventMeasure> {
  using EventMeasure = pinna::metrics::EventMeasure;
  static constexpr std::array names{std::pair{EventMeasure::psds1, "psds1"},
                                    std::pair{EventMeasure::psds2, "psds2"},
                                    std::pair{EventMeasure::event_f1, "event_f1"},
                                    std::pair{EventMeasure::segment_f1, "segment_f1"}};
};
