// Which labels have lanes on the page of a case study.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "pinna/runs/inspection.h"

namespace pinna::report {

/// First the labels of all events, sorted: every block has lanes for them. Then those of which some
/// view has a score of at least 0.2 somewhere, highest first, at most twelve: their lanes are there
/// on demand. All others are left out.
struct LaneLabels {
  std::vector<std::string> names = {};
  size_t num_heard = 0;  ///< the first of them that are labels of events

  /// Where the label is in `names`.
  std::optional<size_t> find(const std::string& label) const;
};

LaneLabels lane_labels(const runs::Inspection& inspection);

/// Whether a view has a score or an event of that label.
bool knows(const runs::ModelView& view, const std::string& label);

}  // namespace pinna::report
