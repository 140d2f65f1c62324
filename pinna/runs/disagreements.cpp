#include "pinna/runs/disagreements.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace pinna::runs {
namespace {

bool knows(const ModelView& view, const std::string& label) {
  return std::ranges::find(view.scores.labels, label) != view.scores.labels.end();
}

/// One view's events of one label, asked about moments that never go back.
class Hearing {
 public:
  Hearing(const ModelView& view, const std::string& label) {
    for (const events::Event& event : view.events)
      if (event.event_label == label) events_.push_back(event);
    std::ranges::sort(events_, {}, &events::Event::onset);
  }
  const std::vector<events::Event>& events() const { return events_; }
  bool is_on(double second) {
    for (; next_ < events_.size() && events_[next_].onset <= second; ++next_)
      end_ = std::max(end_, events_[next_].offset);
    return second < end_;
  }

 private:
  std::vector<events::Event> events_;
  size_t next_ = 0;
  double end_ = 0;  ///< the last offset of the events that have begun
};

/// Which views hear a label, and from when to when.
struct Stretch {
  double onset = 0;
  double offset = 0;
  std::vector<bool> heard = {};
};

/// Joined where the same views hear the same again soon, whatever lies between.
std::vector<Stretch> stretches_of(std::vector<Hearing>& hearings, double max_gap_seconds) {
  std::set<double> edges;
  for (const Hearing& hearing : hearings)
    for (const events::Event& event : hearing.events()) edges.insert({event.onset, event.offset});
  std::vector<Stretch> stretches;
  std::map<std::vector<bool>, size_t> last;
  for (auto edge = edges.begin(); edge != edges.end() && std::next(edge) != edges.end(); ++edge) {
    Stretch stretch{.onset = *edge, .offset = *std::next(edge)};
    for (Hearing& hearing : hearings)
      stretch.heard.push_back(hearing.is_on((stretch.onset + stretch.offset) / 2));
    if (std::ranges::count(stretch.heard, stretch.heard.front()) == std::ssize(stretch.heard))
      continue;
    const auto before = last.find(stretch.heard);
    if (before != last.end() &&
        stretch.onset - stretches[before->second].offset <= max_gap_seconds) {
      stretches[before->second].offset = stretch.offset;
      continue;
    }
    last[stretch.heard] = stretches.size();
    stretches.push_back(std::move(stretch));
  }
  return stretches;
}

Disagreement named(const Stretch& stretch, const std::string& label,
                   const std::vector<const ModelView*>& views) {
  Disagreement named{.onset = stretch.onset, .offset = stretch.offset, .event_label = label};
  for (size_t i = 0; i < views.size(); ++i)
    (stretch.heard[i] ? named.heard_by : named.missed_by).push_back(views[i]->name);
  return named;
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
    std::vector<Hearing> hearings;
    for (const ModelView& view : inspection.views)
      if (knows(view, label)) {
        views.push_back(&view);
        hearings.emplace_back(view, label);
      }
    if (views.size() < 2) continue;
    for (const Stretch& stretch : stretches_of(hearings, options.max_gap_seconds))
      if (stretch.offset - stretch.onset >= options.min_seconds)
        all.push_back(named(stretch, label, views));
  }
  std::ranges::stable_sort(all, [](const Disagreement& a, const Disagreement& b) {
    return std::tie(a.onset, a.event_label) < std::tie(b.onset, b.event_label);
  });
  return all;
}

}  // namespace pinna::runs
