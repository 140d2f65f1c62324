#include "pinna/runs/inspection_scores.h"

#include <algorithm>
#include <set>

#include "pinna/metrics/event_based.h"
#include "pinna/metrics/segment_based.h"

namespace pinna::runs {
namespace {

constexpr metrics::CollarOptions collars{.t_collar = 0.2, .percentage_of_length = 0.5};
constexpr double segment_seconds = 1;

ViewScores scores_of(const ModelView& view, const std::vector<events::Event>& reference,
                     double seconds) {
  ViewScores scores{.view = view.name};
  const std::set<std::string> known(view.scores.labels.begin(), view.scores.labels.end());
  std::set<std::string> counted, unknown;
  metrics::PairedEvents pair{.estimated = view.events};
  for (const events::Event& event : view.events) counted.insert(event.event_label);
  for (const events::Event& event : reference) {
    if (known.contains(event.event_label)) {
      counted.insert(event.event_label);
      pair.reference.push_back(event);
    } else {
      unknown.insert(event.event_label);
      ++scores.unknown_events;
    }
  }
  scores.unknown_labels = {unknown.begin(), unknown.end()};
  using metrics::CountedUnits;
  const std::vector<std::string> labels(counted.begin(), counted.end());
  scores.event_based =
      metrics::score(metrics::event_counts(pair, labels, collars).overall, CountedUnits::events);
  scores.segment_based =
      metrics::score(metrics::segment_counts(pair, labels, segment_seconds, seconds).overall,
                     CountedUnits::segments);
  scores.errors = metrics::score(metrics::what_when_tally(pair, labels));
  return scores;
}

}  // namespace

std::vector<ViewScores> view_scores(const Inspection& inspection) {
  std::vector<ViewScores> scores;
  if (!inspection.reference) return scores;
  for (const ModelView& view : inspection.views)
    scores.push_back(scores_of(view, *inspection.reference, inspection.seconds));
  return scores;
}

}  // namespace pinna::runs
