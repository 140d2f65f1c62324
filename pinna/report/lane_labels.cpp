#include "pinna/report/lane_labels.h"

#include <algorithm>
#include <map>
#include <set>

namespace pinna::report {
namespace {

constexpr float least_score = 0.2F;
constexpr size_t max_on_demand = 12;

void insert_labels(std::set<std::string>& labels, const std::vector<events::Event>& events) {
  for (const events::Event& event : events) labels.insert(event.event_label);
}

/// The highest score that any view gives a label.
std::map<std::string, float> highest_scores(const runs::Inspection& inspection) {
  std::map<std::string, float> highest;
  for (const runs::ModelView& view : inspection.views)
    for (int64_t frame = 0; frame < view.scores.num_frames; ++frame)
      for (int64_t index = 0; index < view.scores.num_classes(); ++index) {
        float& score = highest[view.scores.labels[static_cast<size_t>(index)]];
        score = std::max(score, view.scores.at(frame, index));
      }
  return highest;
}

}  // namespace

std::optional<size_t> LaneLabels::find(const std::string& label) const {
  const auto found = std::find(names.begin(), names.end(), label);
  if (found == names.end()) return std::nullopt;
  return static_cast<size_t>(found - names.begin());
}

LaneLabels lane_labels(const runs::Inspection& inspection) {
  std::set<std::string> heard;
  if (inspection.reference) insert_labels(heard, *inspection.reference);
  for (const runs::ModelView& view : inspection.views) insert_labels(heard, view.events);

  std::vector<std::pair<float, std::string>> others;
  for (const auto& [label, score] : highest_scores(inspection))
    if (score >= least_score && !heard.contains(label)) others.emplace_back(-score, label);
  std::sort(others.begin(), others.end());
  others.resize(std::min(others.size(), max_on_demand));

  LaneLabels labels{.names = {heard.begin(), heard.end()}, .num_heard = heard.size()};
  for (const auto& [score, label] : others) labels.names.push_back(label);
  return labels;
}

bool knows(const runs::ModelView& view, const std::string& label) {
  const auto& labels = view.scores.labels;
  return std::find(labels.begin(), labels.end(), label) != labels.end() ||
         std::any_of(view.events.begin(), view.events.end(),
                     [&](const events::Event& event) { return event.event_label == label; });
}

}  // namespace pinna::report
