#include "pinna/metrics/event_summary.h"

#include <vector>

#include <nlohmann/json.hpp>

namespace pinna::metrics {
namespace {

EstimatedScore estimate(const DrawnEventScores& scores, EventMeasure measure,
                        const BootstrapOptions& options) {
  const auto value_of = [&](std::span<const int64_t> units) {
    std::vector<int64_t> weights(static_cast<size_t>(scores.num_units()));
    for (const int64_t unit : units) ++weights[static_cast<size_t>(unit)];
    return scores.value(measure, weights);
  };
  const BootstrapEstimate result = bootstrap(scores.num_units(), value_of, options);
  return {result.value, result.bca};
}

}  // namespace

EventSummary summarize(const events::EventTable& reference, const DetectorOutput& detector,
                       const std::map<std::string, double>& durations,
                       const EventSummaryOptions& options) {
  const DrawnEventScores scores(reference, durations, {&detector}, options.scores);
  EventSummary summary{.num_recordings = scores.num_recordings(),
                       .segment_based = scores.segment_scores(),
                       .event_based = scores.event_scores(),
                       .timing = timing_errors(paired(reference, detector.estimated))};
  for (const auto& [measure, name] : core::EnumNames<EventMeasure>::names)
    summary.measures[measure] = estimate(scores, measure, options.bootstrap);
  return summary;
}

nlohmann::ordered_json to_json(const EventSummary& summary) {
  nlohmann::ordered_json json{{"recordings", summary.num_recordings}};
  auto intervals = nlohmann::ordered_json::object();
  for (const auto& [measure, score] : summary.measures) {
    json[core::enum_name(measure)] = score.value;
    intervals[core::enum_name(measure)] = {score.interval.low, score.interval.high};
  }
  json["intervals"] = std::move(intervals);
  json["event_based"] = to_json(summary.event_based, CountedUnits::events);
  json["segment_based"] = to_json(summary.segment_based, CountedUnits::segments);
  json["timing"] = to_json(summary.timing);
  return json;
}

}  // namespace pinna::metrics
