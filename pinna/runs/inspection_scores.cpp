#include "pinna/runs/inspection_scores.h"

#include <algorithm>
#include <set>

#include "pinna/metrics/event_based.h"
#include "pinna/metrics/segment_based.h"

namespace pinna::runs {
namespace {

constexpr metrics::CollarOptions collars{.t_collar = 0.2, .percentage_of_length = 0.5};
constexpr double segment_seconds = 1;

}  // namespace

std::vector<ViewScores> view_scores(const Inspection& inspection) {
  std::vector<ViewScores> scores;
  if (!inspection.reference) return scores;
  for (const ModelView& view : inspection.views) {
    std::set<std::string> labels, unknown;
    for (const events::Event& event : view.events) labels.insert(event.event_label);
    for (const events::Event& event : *inspection.reference) {
      labels.insert(event.event_label);
      if (std::ranges::find(view.scores.labels, event.event_label) == view.scores.labels.end())
        unknown.insert(event.event_label);
    }
    const std::vector<std::string> names(labels.begin(), labels.end());
    const metrics::PairedEvents pair{.filename = inspection.recording,
                                     .reference = *inspection.reference,
                                     .estimated = view.events};
    using metrics::CountedUnits;
    scores.push_back(
        {.view = view.name,
         .event_based = metrics::score(metrics::event_counts(pair, names, collars).overall,
                                       CountedUnits::events),
         .segment_based = metrics::score(
             metrics::segment_counts(pair, names, segment_seconds, inspection.seconds).overall,
             CountedUnits::segments),
         .errors = metrics::score(metrics::what_when_tally(pair, names)),
         .unknown_labels = {unknown.begin(), unknown.end()}});
  }
  return scores;
}

}  // namespace pinna::runs
