// Where several views of a recording contradict one another: what to listen to.
#pragma once

#include <vector>

#include "pinna/core/options.h"
#include "pinna/runs/inspection.h"

namespace pinna::runs {

struct DisagreementOptions {
  double min_seconds = 0.5;
  double max_gap_seconds = 0.25;

  static void fields(auto&& field) {
    field("min_seconds", &DisagreementOptions::min_seconds,
          "shorter stretches are passed over: views differ at most edges [s]",
          core::between(0, 3600));
    field("max_gap_seconds", &DisagreementOptions::max_gap_seconds,
          "stretches of the same views that lie no further apart are one [s]",
          core::between(0, 3600));
  }
  bool operator==(const DisagreementOptions&) const = default;
};

/// For every label that two views know at least: the longest stretches in which the same views have
/// an event and the same others have none. By onset, then label. The reference is no view.
std::vector<Disagreement> disagreements(const Inspection& inspection,
                                        const DisagreementOptions& options = {});

}  // namespace pinna::runs
