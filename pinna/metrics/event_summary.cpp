#include "pinna/metrics/event_summary.h"

#include <nlohmann/json.hpp>

#include "pinna/metrics/segment_based.h"

namespace pinna::metrics {
namespace {

/// Counts of each recording, so that recordings can be drawn.
using Tallies = std::vector<EventTally>;

EventScoreTable score_all(const Tallies& tallies, std::span<const int64_t> units,
                          const std::vector<std::string>& labels, CountedUnits counted,
                          EmptyEstimates empty) {
  EventTally sum;
  for (const int64_t unit : units) sum += tallies[static_cast<size_t>(unit)];
  return score(sum, labels, counted, empty);
}

/// A drawing in which no class has a defined F counts as 0.
Interval interval_of_macro_f(const Tallies& tallies, const std::vector<std::string>& labels,
                             CountedUnits counted, const EventSummaryOptions& options) {
  return bootstrap(
             std::ssize(tallies),
             [&](std::span<const int64_t> units) {
               return score_all(tallies, units, labels, counted, options.empty)
                   .class_wise_average.f_measure.value_or(0);
             },
             options.bootstrap)
      .bca;
}

}  // namespace

EventSummary summarize(const events::EventTable& reference, const events::EventTable& estimated,
                       const std::map<std::string, double>& durations, const ScoreTable& scores,
                       const EventSummaryOptions& options) {
  const std::vector<std::string> labels = events::event_labels({&reference, &estimated});
  const std::vector<PairedEvents> recordings = paired(reference, estimated);
  Tallies segments, whole_events;
  EventTally all_segments, all_events;
  for (const PairedEvents& recording : recordings) {
    const auto length = durations.find(recording.filename);
    segments.push_back(
        segment_counts(recording, labels, options.time_resolution,
                       length == durations.end() ? std::nullopt : std::optional(length->second)));
    whole_events.push_back(event_counts(recording, labels, options.collars));
    all_segments += segments.back();
    all_events += whole_events.back();
  }
  const IntersectionReference intersections(reference, durations);
  return {
      .num_recordings = std::ssize(recordings),
      .segment_based = score(all_segments, labels, CountedUnits::segments, options.empty),
      .event_based = score(all_events, labels, CountedUnits::events, options.empty),
      .segment_interval = interval_of_macro_f(segments, labels, CountedUnits::segments, options),
      .event_interval = interval_of_macro_f(whole_events, labels, CountedUnits::events, options),
      .timing = timing_errors(recordings),
      .psds1 = psds(intersections, scores, psds1()).value,
      .psds2 = psds(intersections, scores, psds2()).value};
}

nlohmann::ordered_json to_json(const EventSummary& summary) {
  const auto interval = [](const Interval& i) { return nlohmann::ordered_json{i.low, i.high}; };
  return {{"recordings", summary.num_recordings},
          {"psds1", summary.psds1},
          {"psds2", summary.psds2},
          {"event_based", to_json(summary.event_based, CountedUnits::events)},
          {"segment_based", to_json(summary.segment_based, CountedUnits::segments)},
          {"intervals",
           {{"event_based_macro_f", interval(summary.event_interval)},
            {"segment_based_macro_f", interval(summary.segment_interval)}}},
          {"timing", to_json(summary.timing)}};
}

}  // namespace pinna::metrics
