#include "pinna/metrics/drawn_event_scores.h"

#include "pinna/metrics/segment_based.h"

namespace pinna::metrics {
namespace {

const std::vector<events::Event>& events_of(const events::EventTable& table,
                                            const std::string& recording) {
  static const std::vector<events::Event> none;
  const auto found = table.find(recording);
  return found == table.end() ? none : found->second;
}

std::vector<std::string> all_labels(const events::EventTable& reference,
                                    const std::vector<const DetectorOutput*>& detectors) {
  std::vector<const events::EventTable*> tables{&reference};
  for (const DetectorOutput* detector : detectors) tables.push_back(&detector->estimated);
  return events::event_labels(tables);
}

}  // namespace

DrawnEventScores::DrawnEventScores(const events::EventTable& reference,
                                   const std::map<std::string, double>& durations,
                                   const std::vector<const DetectorOutput*>& detectors,
                                   const EventScoreOptions& options)
    : options_(options),
      num_recordings_(static_cast<int64_t>(durations.size())),
      labels_(all_labels(reference, detectors)) {
  std::vector<const ScoreTable*> scores;
  for (const DetectorOutput* detector : detectors) {
    scores.push_back(&detector->scores);
    for (const auto& [name, duration] : durations) {
      const PairedEvents recording{name, events_of(reference, name),
                                   events_of(detector->estimated, name)};
      segments_.push_back(segment_counts(recording, labels_, options.time_resolution, duration));
      events_.push_back(event_counts(recording, labels_, options.collars));
    }
  }
  const IntersectionReference intersections(reference, durations);
  psds1_ = std::make_unique<PsdsTable>(intersections, scores, psds1());
  psds2_ = std::make_unique<PsdsTable>(intersections, scores, psds2());
}

double DrawnEventScores::value(EventMeasure measure, std::span<const int64_t> weights) const {
  const auto macro_f = [&](const std::vector<EventTally>& tallies, CountedUnits counted) {
    return score_all(tallies, counted, weights).class_wise_average.f_measure.value_or(0);
  };
  switch (measure) {
    case EventMeasure::psds1:
      return psds1_->value(weights);
    case EventMeasure::psds2:
      return psds2_->value(weights);
    case EventMeasure::event_f1:
      return macro_f(events_, CountedUnits::events);
    case EventMeasure::segment_f1:
      return macro_f(segments_, CountedUnits::segments);
  }
  return 0;
}

EventScoreTable DrawnEventScores::segment_scores() const {
  return score_all(segments_, CountedUnits::segments, std::vector<int64_t>(segments_.size(), 1));
}

EventScoreTable DrawnEventScores::event_scores() const {
  return score_all(events_, CountedUnits::events, std::vector<int64_t>(events_.size(), 1));
}

EventScoreTable DrawnEventScores::score_all(const std::vector<EventTally>& tallies,
                                            CountedUnits counted,
                                            std::span<const int64_t> weights) const {
  EventTally sum;
  for (size_t unit = 0; unit < tallies.size(); ++unit)
    for (int64_t copy = 0; copy < weights[unit]; ++copy) sum += tallies[unit];
  return score(sum, labels_, counted, options_.empty);
}

}  // namespace pinna::metrics
