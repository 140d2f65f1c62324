// What a detector said of its test scenes, with what sounds in them: all that its scores are made
// of.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pinna/core/npz.h"
#include "pinna/events/event.h"
#include "pinna/metrics/drawn_event_scores.h"

namespace pinna::runs {

struct ScoredScenes {
  events::EventTable reference = {};
  std::map<std::string, double> durations = {};  ///< of every scene [s]
  metrics::DetectorOutput detector = {};
};

/// [frames, classes] by recording.
core::NamedArrays to_arrays(const metrics::ScoreTable& scores);
/// The inverse; BadData naming `where` for arrays that are no float32 [frames, labels].
metrics::ScoreTable scores_from_arrays(const core::NamedArrays& arrays,
                                       const std::vector<std::string>& labels, double frame_seconds,
                                       const std::string& where);

}  // namespace pinna::runs
