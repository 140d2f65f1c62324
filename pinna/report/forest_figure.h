// Differences of several methods to one of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pinna/metrics/drawn_event_scores.h"
#include "pinna/metrics/intervals.h"
#include "pinna/report/figure.h"
#include "pinna/runs/study_comparison.h"

namespace pinna::report {

/// One method minus the baseline, in the unit of the axis.
struct ForestRow {
  std::string name = "";
  double value = 0;
  metrics::Interval interval = {};
  std::string numbers = "";  ///< at the right: "+0.021 [+0.010, +0.032]"
  /// Empty where nothing was tested.
  std::optional<runs::Verdict> verdict = std::nullopt;
};

struct Forest {
  std::string title = "";  ///< of the axis, with its unit
  std::vector<ForestRow> rows = {};
};

/// Differences of accuracy in points, of the arms that classify clips.
Forest forest_of(const runs::StudyComparison& comparison);
/// Differences of one measure of the arms that detect events, PSDS as they are, others in points.
/// Only the primary measure is tested.
Forest forest_of(const runs::StudyComparison& comparison, metrics::EventMeasure measure);

/// One row each: a point with its interval, a line at no difference, numbers at the right. Points
/// are filled where a difference may be concluded or nothing was tested, hollow elsewhere.
/// InvalidOptions if there are no rows.
Figure forest_figure(const Forest& forest);
/// That of accuracies.
Figure forest_figure(const runs::StudyComparison& comparison);

}  // namespace pinna::report
