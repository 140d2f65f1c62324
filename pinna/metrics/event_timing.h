// How far off detected onsets and offsets are.
#pragma once

#include <cstdint>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "pinna/metrics/event_counts.h"

namespace pinna::metrics {

/// The time that two events share over the time that they cover together (intersection over union),
/// 0 to 1, exact to the microsecond; 0 where they cover none.
double overlap_ratio(const events::Event& a, const events::Event& b);

/// Estimate minus reference in seconds: positive is late.
struct TimeError {
  double mean_absolute = 0;
  double median = 0;
  bool operator==(const TimeError&) const = default;
};

struct TimingErrors {
  int64_t pairs = 0;
  TimeError onset = {};
  TimeError offset = {};
  bool operator==(const TimingErrors&) const = default;
};

/// Over the pairs of a reference and an estimated event of one class that share at least half of
/// the time that the two cover together. No collar decides which pairs count, so none bounds the
/// errors.
TimingErrors timing_errors(const std::vector<PairedEvents>& recordings);

/// {"pairs", "onset": {"mean_absolute", "median"}, "offset"} in seconds; null without pairs.
nlohmann::ordered_json to_json(const TimingErrors& errors);

}  // namespace pinna::metrics
