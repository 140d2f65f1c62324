#include "pinna/metrics/intersection.h"

#include <algorithm>
#include <numeric>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

using events::Event;

/// Seconds that two events share; negative where they lie apart.
double overlap(const Event& a, const Event& b) {
  return std::min(a.offset, b.offset) - std::max(a.onset, b.onset);
}

int64_t class_of(const std::vector<std::string>& labels, const std::string& label) {
  const auto found = std::lower_bound(labels.begin(), labels.end(), label);
  if (found == labels.end() || *found != label) return -1;
  return found - labels.begin();
}

/// Sum over the references of one class of the share of the detection that each covers.
double covered_share(const Event& detection, const std::vector<Event>& references,
                     const std::string& label) {
  double share = 0;
  for (const Event& reference : references)
    if (reference.event_label == label)
      if (const double seconds = overlap(detection, reference); seconds > 0)
        share += seconds / detection.duration();
  return share;
}

/// The events that last longer than nothing.
std::vector<Event> lasting(const std::vector<Event>& list) {
  std::vector<Event> kept;
  for (const Event& event : list)
    if (event.duration() > 0) kept.push_back(event);
  return kept;
}

}  // namespace

void ReferenceTotals::add(const ReferenceTotals& other, int64_t weight) {
  for (size_t i = 0; i < counts.size(); ++i) {
    counts[i] += weight * other.counts[i];
    seconds[i] += static_cast<double>(weight) * other.seconds[i];
  }
  total_seconds += static_cast<double>(weight) * other.total_seconds;
}

IntersectionReference::IntersectionReference(events::EventTable reference,
                                             std::map<std::string, double> recordings)
    : events(std::move(reference)), durations(std::move(recordings)) {
  for (auto& [filename, list] : events) {
    list = lasting(list);
    if (!durations.contains(filename))
      throw core::BadData({.what = "a recording of the reference has no duration",
                           .got = filename,
                           .expected = "a line with its name and seconds in the metadata"});
  }
  labels = events::event_labels({&events});
  if (labels.empty())
    throw core::BadData({.what = "the reference has no event",
                         .expected = "at least one: scores are shares of references found"});
  totals = ReferenceTotals(labels.size());
  for (const auto& [filename, duration] : durations) totals.add(totals_of(filename));
}

const std::vector<Event>& IntersectionReference::events_of(const std::string& recording) const {
  static const std::vector<Event> none;
  const auto found = events.find(recording);
  return found == events.end() ? none : found->second;
}

ReferenceTotals IntersectionReference::totals_of(const std::string& recording) const {
  ReferenceTotals sum(labels.size());
  for (const Event& event : events_of(recording)) {
    const auto index = static_cast<size_t>(class_of(labels, event.event_label));
    ++sum.counts[index];
    sum.seconds[index] += event.duration();
  }
  sum.total_seconds = durations.at(recording);
  return sum;
}

IntersectionCounts::IntersectionCounts(int64_t num_classes)
    : true_positives(static_cast<size_t>(num_classes)),
      false_positives(static_cast<size_t>(num_classes)),
      cross_triggers(static_cast<size_t>(num_classes * num_classes)) {}

IntersectionCounts& IntersectionCounts::operator+=(const IntersectionCounts& other) {
  const auto add = [](std::vector<int64_t>& to, const std::vector<int64_t>& from) {
    to.resize(std::max(to.size(), from.size()));
    std::transform(from.begin(), from.end(), to.begin(), to.begin(), std::plus<>());
  };
  add(true_positives, other.true_positives);
  add(false_positives, other.false_positives);
  add(cross_triggers, other.cross_triggers);
  return *this;
}

void count_intersections(const std::vector<Event>& detections, const std::vector<Event>& references,
                         double duration, const std::vector<std::string>& labels,
                         int64_t detected_class, const IntersectionOptions& options,
                         IntersectionCounts& counts) {
  const auto own = static_cast<size_t>(detected_class);
  const std::string& label = labels[own];
  const Event whole{.onset = 0, .offset = duration};
  std::vector<const Event*> tolerated;
  for (const Event& detection : detections) {
    if (detection.event_label != label || detection.duration() <= 0) continue;
    if (overlap(detection, whole) <= 0) continue;
    const bool touches = std::any_of(references.begin(), references.end(), [&](const Event& r) {
      return r.event_label == label && overlap(detection, r) > 0;
    });
    if (touches && covered_share(detection, references, label) >= options.dtc) {
      tolerated.push_back(&detection);
      continue;
    }
    ++counts.false_positives[own];
    for (size_t other = 0; other < labels.size(); ++other) {
      if (other == own) continue;
      const double share = covered_share(detection, references, labels[other]);
      if (share > 0 && share >= options.cttc) ++counts.cross_triggers[own * labels.size() + other];
    }
  }
  for (const Event& reference : references) {
    if (reference.event_label != label) continue;
    double share = 0;
    for (const Event* detection : tolerated)
      if (const double seconds = overlap(*detection, reference); seconds > 0)
        share += seconds / reference.duration();
    if (share > 0 && share >= options.gtc) ++counts.true_positives[own];
  }
}

IntersectionCounts count_intersections(const IntersectionReference& reference,
                                       const events::EventTable& detections,
                                       const IntersectionOptions& options) {
  IntersectionCounts counts(reference.num_classes());
  for (const auto& [filename, list] : detections) {
    const auto duration = reference.durations.find(filename);
    if (duration == reference.durations.end()) continue;
    for (int64_t index = 0; index < reference.num_classes(); ++index)
      count_intersections(list, reference.events_of(filename), duration->second, reference.labels,
                          index, options, counts);
  }
  return counts;
}

std::vector<double> intersection_f1(const IntersectionReference& reference,
                                    const IntersectionCounts& counts) {
  std::vector<double> scores;
  for (size_t i = 0; i < reference.labels.size(); ++i) {
    const auto hits = static_cast<double>(counts.true_positives[i]);
    const auto misses = static_cast<double>(reference.totals.counts[i]) - hits;
    scores.push_back(2 * hits /
                     (2 * hits + misses + static_cast<double>(counts.false_positives[i])));
  }
  return scores;
}

double macro_intersection_f1(const IntersectionReference& reference,
                             const IntersectionCounts& counts) {
  const std::vector<double> scores = intersection_f1(reference, counts);
  return std::accumulate(scores.begin(), scores.end(), 0.0) / static_cast<double>(scores.size());
}

int64_t count_overlaps_within_classes(const events::EventTable& table) {
  int64_t overlaps = 0;
  for (const auto& [filename, list] : table) {
    std::vector<Event> sorted = list;
    std::sort(sorted.begin(), sorted.end(),
              [](const Event& a, const Event& b) { return a.onset < b.onset; });
    std::map<std::string, double> ends;
    for (const Event& event : sorted) {
      double& end = ends.emplace(event.event_label, 0.0).first->second;
      overlaps += event.onset < end && event.duration() > 0;
      end = std::max(end, event.offset);
    }
  }
  return overlaps;
}

}  // namespace pinna::metrics
