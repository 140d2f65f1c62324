// Segment-based counts: is a class active somewhere in a second, in reference and estimate?
// Mesaros, Heittola and Virtanen, "Metrics for polyphonic sound event detection", 2016; equal to
// sed_eval.sound_event.SegmentBasedMetrics.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pinna/metrics/event_counts.h"

namespace pinna::metrics {

/// Counts over the segments [k, k + 1) * time_resolution of a recording up to its length, or up to
/// the last offset where `length` is empty. A class is active in every segment that its event
/// touches. `labels` are sorted and hold every label that occurs. InvalidOptions for a time
/// resolution that is not positive or gives more than ten million segments.
EventTally segment_counts(const PairedEvents& recording, const std::vector<std::string>& labels,
                          double time_resolution, std::optional<double> length = std::nullopt);

}  // namespace pinna::metrics
