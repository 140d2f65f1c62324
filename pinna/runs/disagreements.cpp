#include "pinna/runs/disagreements.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

namespace pinna::runs {
namespace {

bool knows(const ModelView& view, const std::string& label) {
  return std::ranges::find(view.scores.labels, label) != view.scores.labels.end();
}

bool hears(const ModelView& view, const std::string& label, double second) {
  return std::ranges::any_of(view.events, [&](const events::Event& event) {
    return event.event_label == label && event.onset <= second && second < event.offset;
  });
}

/// All moments at which one of the views changes its mind about the label.
std::set<double> edges(const std::vector<const ModelView*>& views, const std::string& label) {
  std::set<double> moments;
  for (const ModelView* view : views) {
    for (const events::Event& event : view->events) {
      if (event.event_label != label) continue;
      moments.insert(event.onset);
      moments.insert(event.offset);
    }
  }
  return moments;
}

Disagreement between(const std::vector<const ModelView*>& views, const std::string& label,
                     double onset, double offset) {
  Disagreement piece{.onset = onset, .offset = offset, .event_label = label};
  for (const ModelView* view : views)
    (hears(*view, label, (onset + offset) / 2) ? piece.heard_by : piece.missed_by)
        .push_back(view->name);
  return piece;
}

bool continues(const Disagreement& earlier, const Disagreement& later) {
  return earlier.offset == later.onset && earlier.heard_by == later.heard_by &&
         earlier.missed_by == later.missed_by;
}

std::vector<Disagreement> about(const std::vector<const ModelView*>& views,
                                const std::string& label) {
  std::vector<Disagreement> pieces;
  const std::set<double> moments = edges(views, label);
  for (auto onset = moments.begin(); onset != moments.end(); ++onset) {
    const auto offset = std::next(onset);
    if (offset == moments.end()) break;
    Disagreement piece = between(views, label, *onset, *offset);
    if (piece.heard_by.empty() || piece.missed_by.empty()) continue;
    if (!pieces.empty() && continues(pieces.back(), piece))
      pieces.back().offset = piece.offset;
    else
      pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace

std::vector<Disagreement> disagreements(const Inspection& inspection,
                                        const DisagreementOptions& options) {
  core::check_options(options, "disagreements");
  std::set<std::string> labels;
  for (const ModelView& view : inspection.views)
    labels.insert(view.scores.labels.begin(), view.scores.labels.end());
  std::vector<Disagreement> all;
  for (const std::string& label : labels) {
    std::vector<const ModelView*> views;
    for (const ModelView& view : inspection.views)
      if (knows(view, label)) views.push_back(&view);
    if (views.size() < 2) continue;
    for (Disagreement& piece : about(views, label))
      if (piece.offset - piece.onset >= options.min_seconds) all.push_back(std::move(piece));
  }
  std::ranges::sort(all, [](const Disagreement& a, const Disagreement& b) {
    return std::tie(a.onset, a.event_label) < std::tie(b.onset, b.event_label);
  });
  return all;
}

}  // namespace pinna::runs
