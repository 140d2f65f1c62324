// What segment-based and event-based scores of sound events are made of: counts that add up over
// recordings, so that recordings can be resampled.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "pinna/events/event.h"

namespace pinna::metrics {

/// Segments, or events.
struct EventCounts {
  int64_t reference = 0;      ///< active in the reference
  int64_t estimated = 0;      ///< active in the estimate
  int64_t hits = 0;           ///< true positives
  int64_t rejections = 0;     ///< true negatives; segments only
  int64_t substitutions = 0;  ///< of all classes together only
  int64_t deletions = 0;
  int64_t insertions = 0;

  EventCounts& operator+=(const EventCounts& other);
  bool operator==(const EventCounts&) const = default;
};

/// Counts of one recording, or of many.
struct EventTally {
  EventCounts overall = {};
  std::vector<EventCounts> class_wise = {};  ///< in the order of the labels

  EventTally& operator+=(const EventTally& other);
  bool operator==(const EventTally&) const = default;
};

/// Estimates and references of the same recordings. A recording that only one of the tables names
/// has no events in the other.
struct PairedEvents {
  std::string filename = {};
  std::vector<events::Event> reference = {};
  std::vector<events::Event> estimated = {};
};
/// All recordings of the two tables, sorted by name. BadData where one table names recordings and
/// the other does not.
std::vector<PairedEvents> paired(const events::EventTable& reference,
                                 const events::EventTable& estimated);

}  // namespace pinna::metrics
