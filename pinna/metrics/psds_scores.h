// PSDS with every score as a threshold, so that no choice of thresholds lowers it. The idea is that
// of sed_scores_eval (Ebbers, Serizel and Haeb-Umbach, "Threshold independent evaluation of sound
// event detection scores", ICASSP 2022).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "pinna/events/frame_scores.h"
#include "pinna/metrics/psds.h"

namespace pinna::metrics {

/// Scores of recordings by name, all with the same labels in the same order.
using ScoreTable = std::map<std::string, events::FrameScores>;

/// What each recording adds to the counts of each class as the threshold falls. Any recordings can
/// then be scored, with repetitions, in about a millisecond: made for drawing them at random.
///
/// Detections at a threshold are the runs of frames that reach it; scores are smoothed before,
/// where that is part of the detector. Every value that occurs is an operating point of its class.
class PsdsTable {
 public:
  /// Of one or more detectors that were asked about the same recordings, which are those of the
  /// reference's durations; one that a detector has no scores of has no detections. BadData for
  /// scores of a recording without duration, that go on for more than a frame after its end, and of
  /// other classes than the reference's.
  PsdsTable(const IntersectionReference& reference, const std::vector<const ScoreTable*>& detectors,
            const PsdsOptions& options);

  /// Recordings of all detectors: those of the first in the order of their names, then those of the
  /// second, ...
  int64_t num_units() const { return static_cast<int64_t>(totals_.size()); }

  /// The score where unit i counts weights[i] times, [num_units], not negative. Classes that no
  /// such recording has a reference of are left out; 0 if all are.
  double value(std::span<const int64_t> weights) const;

  /// The score of everything, each recording once, with its curve up to max_efpr.
  PsdsResult score() const;

 private:
  /// Something that changes when the threshold falls to a score.
  struct Change {
    float threshold;
    int32_t unit;
    int32_t kind;  ///< hits, false_alarms, or the class that is triggered
    int32_t delta;
  };
  static constexpr int32_t hits = -2;
  static constexpr int32_t false_alarms = -1;

  /// Of each class, by falling threshold.
  using ClassChanges = std::vector<std::vector<Change>>;

  void add(const IntersectionReference& reference, const ScoreTable& detector, int32_t first_unit,
           ClassChanges& changes) const;
  void add_column(const IntersectionReference& reference, const std::string& recording,
                  size_t index, const events::FrameScores& frames, int32_t unit,
                  std::vector<Change>& changes) const;
  ReferenceTotals totals_of(std::span<const int64_t> weights) const;
  /// Of the detectors that have a unit with a weight.
  const ClassChanges& changes_of(std::span<const int64_t> weights) const;
  std::vector<OperatingPoint> points_of(const std::vector<Change>& changes, size_t index,
                                        const ReferenceTotals& totals,
                                        std::span<const int64_t> weights) const;

  PsdsOptions options_;
  size_t num_classes_ = 0;
  size_t num_recordings_ = 0;
  std::vector<ReferenceTotals> totals_;    ///< of each unit
  std::vector<ClassChanges> by_detector_;  ///< of each detector alone
  ClassChanges together_;                  ///< of all, where there are several
};

/// The score of one detector. Throws as PsdsTable.
PsdsResult psds(const IntersectionReference& reference, const ScoreTable& scores,
                const PsdsOptions& options);

}  // namespace pinna::metrics
