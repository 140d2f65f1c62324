#include "pinna/metrics/psds_scores.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::metrics {

using events::Event;

namespace {

/// Durations are written to a microsecond.
constexpr double time_tolerance = 1e-6;

constexpr auto sort_by_threshold = [](auto& changes) {
  std::stable_sort(changes.begin(), changes.end(),
                   [](const auto& a, const auto& b) { return a.threshold > b.threshold; });
};

}  // namespace

PsdsTable::PsdsTable(const IntersectionReference& reference,
                     const std::vector<const ScoreTable*>& detectors, const PsdsOptions& options)
    : options_(options),
      num_classes_(reference.labels.size()),
      num_recordings_(reference.durations.size()),
      together_(reference.labels.size()) {
  for (const ScoreTable* detector : detectors) {
    const auto first_unit = static_cast<int32_t>(totals_.size());
    for (const auto& [name, duration] : reference.durations)
      totals_.push_back(reference.totals_of(name));
    add(reference, *detector, first_unit, by_detector_.emplace_back(num_classes_));
  }
  if (detectors.size() < 2) return;
  for (size_t index = 0; index < num_classes_; ++index) {
    std::vector<Change>& all = together_[index];
    for (const ClassChanges& changes : by_detector_)
      all.insert(all.end(), changes[index].begin(), changes[index].end());
    sort_by_threshold(all);
  }
}

void PsdsTable::add(const IntersectionReference& reference, const ScoreTable& detector,
                    int32_t first_unit, ClassChanges& changes) const {
  for (const auto& [name, frames] : detector) {
    const auto found = reference.durations.find(name);
    if (found == reference.durations.end())
      throw core::BadData({.what = "scores of a recording without duration", .got = name});
    const double end = static_cast<double>(frames.num_frames) * frames.frame_seconds;
    if (end > found->second + frames.frame_seconds + time_tolerance)
      throw core::BadData({.what = "scores of a recording",
                           .got = fmt::format("{:g} s of them", end),
                           .expected = fmt::format("as many as its {:g} s", found->second),
                           .where = name});
    const auto unit =
        first_unit + static_cast<int32_t>(std::distance(reference.durations.begin(), found));
    for (size_t index = 0; index < num_classes_; ++index)
      add_column(reference, name, index, frames, unit, changes[index]);
  }
  for (std::vector<Change>& of_class : changes) sort_by_threshold(of_class);
}

/// Detections of one class are counted anew at every score that occurs in the recording.
void PsdsTable::add_column(const IntersectionReference& reference, const std::string& recording,
                           size_t index, const events::FrameScores& frames, int32_t unit,
                           std::vector<Change>& changes) const {
  const std::string& label = reference.labels[index];
  const auto found = std::find(frames.labels.begin(), frames.labels.end(), label);
  if (found == frames.labels.end())
    throw core::BadData(
        {.what = "scores without a class of the reference", .got = label, .where = recording});
  const std::vector<float> column = frames.column(found - frames.labels.begin());
  const std::set<float, std::greater<>> thresholds(column.begin(), column.end());
  const double duration = reference.durations.at(recording);

  IntersectionCounts before(reference.num_classes());
  for (const float threshold : thresholds) {
    std::vector<Event> detections =
        events::runs_above(column, threshold, frames.frame_seconds, label);
    for (Event& detection : detections) detection.offset = std::min(detection.offset, duration);
    IntersectionCounts now(reference.num_classes());
    count_intersections(detections, reference.events_of(recording), duration, reference.labels,
                        static_cast<int64_t>(index), options_.intersection, now);
    const auto note = [&](int32_t kind, int64_t count, int64_t count_before) {
      if (count != count_before)
        changes.push_back({threshold, unit, kind, static_cast<int32_t>(count - count_before)});
    };
    note(hits, now.true_positives[index], before.true_positives[index]);
    note(false_alarms, now.false_positives[index], before.false_positives[index]);
    for (size_t other = 0; options_.alpha_ct > 0 && other < num_classes_; ++other) {
      const size_t cell = index * num_classes_ + other;
      note(static_cast<int32_t>(other), now.cross_triggers[cell], before.cross_triggers[cell]);
    }
    before = std::move(now);
  }
}

ReferenceTotals PsdsTable::totals_of(std::span<const int64_t> weights) const {
  ReferenceTotals totals(num_classes_);
  for (size_t unit = 0; unit < totals_.size(); ++unit)
    if (weights[unit] != 0) totals.add(totals_[unit], weights[unit]);
  return totals;
}

const PsdsTable::ClassChanges& PsdsTable::changes_of(std::span<const int64_t> weights) const {
  const ClassChanges* alone = nullptr;
  for (size_t detector = 0; detector < by_detector_.size(); ++detector) {
    const auto part = weights.subspan(detector * num_recordings_, num_recordings_);
    if (std::all_of(part.begin(), part.end(), [](int64_t weight) { return weight == 0; })) continue;
    if (alone) return together_;
    alone = &by_detector_[detector];
  }
  return alone ? *alone : by_detector_.front();
}

/// Those that can change the curve up to its end: no earlier point beats them in both rates. Where
/// the end is the last point, all.
std::vector<OperatingPoint> PsdsTable::points_of(const std::vector<Change>& changes, size_t index,
                                                 const ReferenceTotals& totals,
                                                 std::span<const int64_t> weights) const {
  ClassCounts counts{.cross_triggers = std::vector<int64_t>(num_classes_)};
  std::vector<OperatingPoint> points;
  int64_t most_hits = 0;
  double alarms_at_most_hits = 0;
  bool may_be_below = false;  // fewer alarms than there were at the most hits
  for (size_t i = 0; i < changes.size(); ++i) {
    const auto& [threshold, unit, kind, delta] = changes[i];
    const int64_t change = weights[static_cast<size_t>(unit)] * delta;
    if (kind == hits) {
      counts.true_positives += change;
    } else {
      (kind == false_alarms ? counts.false_positives
                            : counts.cross_triggers[static_cast<size_t>(kind)]) += change;
      may_be_below = may_be_below || change < 0;
    }
    if (options_.max_efpr && counts.true_positives <= most_hits && !may_be_below) continue;
    if (i + 1 < changes.size() && changes[i + 1].threshold == threshold) continue;
    const OperatingPoint point = operating_point(totals, counts, index, options_.alpha_ct);
    may_be_below = point.efpr < alarms_at_most_hits;
    if (options_.max_efpr && point.efpr > *options_.max_efpr) continue;
    if (counts.true_positives > most_hits) {
      most_hits = counts.true_positives;
      alarms_at_most_hits = point.efpr;
      may_be_below = false;
    } else if (options_.max_efpr && point.efpr >= alarms_at_most_hits) {
      continue;
    }
    points.push_back(point);
  }
  return points;
}

double PsdsTable::value(std::span<const int64_t> weights) const {
  const ReferenceTotals totals = totals_of(weights);
  const ClassChanges& changes = changes_of(weights);
  std::vector<std::vector<OperatingPoint>> classes;
  for (size_t index = 0; index < num_classes_; ++index)
    if (totals.counts[index] > 0)
      classes.push_back(points_of(changes[index], index, totals, weights));
  return classes.empty() ? 0 : psds_of_classes(std::move(classes), options_).value;
}

PsdsResult PsdsTable::score() const {
  const std::vector<int64_t> once(totals_.size(), 1);
  const ReferenceTotals totals = totals_of(once);
  std::vector<std::vector<OperatingPoint>> classes;
  for (size_t index = 0; index < num_classes_; ++index)
    classes.push_back(points_of(changes_of(once)[index], index, totals, once));
  return psds_of_classes(std::move(classes), options_);
}

PsdsResult psds(const IntersectionReference& reference, const ScoreTable& scores,
                const PsdsOptions& options) {
  return PsdsTable(reference, {&scores}, options).score();
}

}  // namespace pinna::metrics
