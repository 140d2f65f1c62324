// Event-based counts: reference and estimated events are paired when their onsets, and offsets, lie
// close enough together. Mesaros, Heittola and Virtanen 2016; equal to
// sed_eval.sound_event.EventBasedMetrics with optimal matching.
#pragma once

#include <string>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/metrics/event_counts.h"

namespace pinna::metrics {

struct CollarOptions {
  double t_collar = 0.2;
  double percentage_of_length = 0.2;

  static void fields(auto&& field) {
    field("t_collar", &CollarOptions::t_collar, "how far an onset or offset may be off [s]",
          core::between(1e-6, 1e6));
    field("percentage_of_length", &CollarOptions::percentage_of_length,
          "an offset may also be off by this share of the reference event's length",
          core::between(0, 1));
  }
  bool operator==(const CollarOptions&) const = default;
};

/// Onsets at most t_collar apart, offsets at most max(t_collar, percentage_of_length * reference
/// length). Times are rounded to 1 us, and a difference that exceeds the limit by less than a
/// nanosecond counts as equal to it: sed_eval leaves such ties to the rounding of decimals.
bool times_agree(const events::Event& reference, const events::Event& estimated,
                 const CollarOptions& options);

/// Indices of a reference event and the estimated event that it was paired with.
struct EventPair {
  size_t reference = 0;
  size_t estimated = 0;
  bool operator==(const EventPair&) const = default;
};
/// As many pairs of the same class as can be made, each event in one pair at most.
std::vector<EventPair> match_events(const PairedEvents& recording, const CollarOptions& options);

/// Counts of one recording. What is left after matching and agrees in time is a substitution, one
/// after the other in the order of the lists. `labels` hold every label that occurs.
EventTally event_counts(const PairedEvents& recording, const std::vector<std::string>& labels,
                        const CollarOptions& options);

}  // namespace pinna::metrics
