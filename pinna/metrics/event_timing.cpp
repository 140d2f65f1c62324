#include "pinna/metrics/event_timing.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <nlohmann/json.hpp>

namespace pinna::metrics {
namespace {

constexpr double least_share = 0.5;

/// Whole, so that ratios of round times are round.
double microseconds(double seconds) {
  return std::round(seconds * 1e6);
}

/// The estimate of the same class that shares most time with the reference, if enough.
const events::Event* counterpart(const events::Event& reference,
                                 const std::vector<events::Event>& estimated) {
  const events::Event* best = nullptr;
  double best_ratio = least_share;
  for (const events::Event& event : estimated) {
    if (event.event_label != reference.event_label) continue;
    const double ratio = overlap_ratio(reference, event);
    if (ratio < best_ratio || (best && ratio == best_ratio)) continue;
    best = &event;
    best_ratio = ratio;
  }
  return best;
}

TimeError error_of(std::vector<double> differences) {
  TimeError error;
  for (const double difference : differences)
    error.mean_absolute += std::abs(difference) / static_cast<double>(differences.size());
  const auto middle = differences.begin() + static_cast<ptrdiff_t>(differences.size() / 2);
  std::nth_element(differences.begin(), middle, differences.end());
  error.median = *middle;
  if (differences.size() % 2 == 0)
    error.median = (error.median + *std::max_element(differences.begin(), middle)) / 2;
  return error;
}

nlohmann::ordered_json json_of(const TimeError& error) {
  return {{"mean_absolute", error.mean_absolute}, {"median", error.median}};
}

}  // namespace

double overlap_ratio(const events::Event& a, const events::Event& b) {
  const double shared =
      microseconds(std::min(a.offset, b.offset)) - microseconds(std::max(a.onset, b.onset));
  const double covered =
      microseconds(std::max(a.offset, b.offset)) - microseconds(std::min(a.onset, b.onset));
  return shared > 0 ? shared / covered : 0;
}

TimingErrors timing_errors(const std::vector<PairedEvents>& recordings) {
  std::vector<double> onsets;
  std::vector<double> offsets;
  for (const PairedEvents& recording : recordings)
    for (const events::Event& reference : recording.reference)
      if (const events::Event* estimate = counterpart(reference, recording.estimated)) {
        onsets.push_back(estimate->onset - reference.onset);
        offsets.push_back(estimate->offset - reference.offset);
      }
  TimingErrors errors{.pairs = static_cast<int64_t>(onsets.size())};
  if (errors.pairs == 0) return errors;
  errors.onset = error_of(std::move(onsets));
  errors.offset = error_of(std::move(offsets));
  return errors;
}

nlohmann::ordered_json to_json(const TimingErrors& errors) {
  if (errors.pairs == 0) return {{"pairs", 0}, {"onset", nullptr}, {"offset", nullptr}};
  return {{"pairs", errors.pairs},
          {"onset", json_of(errors.onset)},
          {"offset", json_of(errors.offset)}};
}

}  // namespace pinna::metrics
