// How well each view of a recording agrees with a reference.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pinna/metrics/event_scores.h"
#include "pinna/metrics/what_when_errors.h"
#include "pinna/runs/inspection.h"

namespace pinna::runs {

/// One view against the reference: events of all labels together. One recording is an example, not
/// a measurement: no interval goes with it. Scores are about the labels that the view knows; events
/// of others, which it cannot hear, are counted apart.
struct ViewScores {
  std::string view = "";
  metrics::EventScores event_based = {};         ///< collars of 0.2 s, or half a length at offsets
  metrics::EventScores segment_based = {};       ///< segments of 1 s
  metrics::WhatWhenErrors errors = {};           ///< what and when apart
  std::vector<std::string> unknown_labels = {};  ///< of the reference, not known to the view
  int64_t unknown_events = 0;                    ///< of the reference, with such a label
};

/// One for each view; none without a reference.
std::vector<ViewScores> view_scores(const Inspection& inspection);

}  // namespace pinna::runs
