#include "pinna/metrics/psds_scores.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

using events::Event;

ClassCounts class_counts(const IntersectionCounts& counts, size_t index, size_t num_classes) {
  const auto row = counts.cross_triggers.begin() + static_cast<ptrdiff_t>(index * num_classes);
  return {.true_positives = counts.true_positives[index],
          .false_positives = counts.false_positives[index],
          .cross_triggers = {row, row + static_cast<ptrdiff_t>(num_classes)}};
}

ClassCounts difference(ClassCounts counts, const ClassCounts& before) {
  counts.true_positives -= before.true_positives;
  counts.false_positives -= before.false_positives;
  for (size_t i = 0; i < counts.cross_triggers.size(); ++i)
    counts.cross_triggers[i] -= before.cross_triggers[i];
  return counts;
}

/// How the counts change when the threshold falls to a score.
using Changes = std::map<float, ClassCounts, std::greater<>>;

/// One recording's part: detections are counted anew at every score that occurs in it.
void add_changes(std::span<const float> column, double frame_seconds,
                 const std::vector<Event>& references, double duration,
                 const IntersectionReference& reference, size_t index,
                 const IntersectionOptions& options, Changes& changes) {
  const size_t num_classes = reference.labels.size();
  const std::set<float, std::greater<>> thresholds(column.begin(), column.end());
  ClassCounts before{.cross_triggers = std::vector<int64_t>(num_classes)};
  for (const float threshold : thresholds) {
    std::vector<Event> detections =
        events::runs_above(column, threshold, frame_seconds, reference.labels[index]);
    for (Event& detection : detections) detection.offset = std::min(detection.offset, duration);
    IntersectionCounts counts(reference.num_classes());
    count_intersections(detections, references, duration, reference.labels,
                        static_cast<int64_t>(index), options, counts);
    const ClassCounts now = class_counts(counts, index, num_classes);
    changes[threshold] += difference(now, before);
    before = now;
  }
}

std::vector<ClassCounts> accumulated(const Changes& changes, size_t num_classes) {
  std::vector<ClassCounts> points;
  ClassCounts counts{.cross_triggers = std::vector<int64_t>(num_classes)};
  for (const auto& [threshold, change] : changes) {
    counts += change;
    points.push_back(counts);
  }
  return points;
}

}  // namespace

PsdsResult psds(const IntersectionReference& reference, const ScoreTable& scores,
                const PsdsOptions& options) {
  std::vector<std::vector<ClassCounts>> points;
  const std::vector<Event> none;
  for (size_t index = 0; index < reference.labels.size(); ++index) {
    Changes changes;
    for (const auto& [filename, frames] : scores) {
      const auto duration = reference.durations.find(filename);
      if (duration == reference.durations.end())
        throw core::BadData({.what = "scores of a recording without duration", .got = filename});
      const auto column =
          std::find(frames.labels.begin(), frames.labels.end(), reference.labels[index]);
      if (column == frames.labels.end())
        throw core::BadData({.what = "scores without a class of the reference",
                             .got = reference.labels[index],
                             .where = filename});
      const auto found = reference.events.find(filename);
      add_changes(frames.column(column - frames.labels.begin()), frames.frame_seconds,
                  found == reference.events.end() ? none : found->second, duration->second,
                  reference, index, options.intersection, changes);
    }
    points.push_back(accumulated(changes, reference.labels.size()));
  }
  return psds_of_classes(reference, points, options);
}

}  // namespace pinna::metrics
