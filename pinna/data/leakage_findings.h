// Findings about clips that are not independent of one another.
#pragma once

#include <vector>

#include "pinna/data/audit.h"
#include "pinna/data/clip_signal.h"

namespace pinna::data {

/// Groups that cross folds: a warning where the folds are official, otherwise an error.
std::vector<Finding> find_group_leakage(const ClipTable& table);

/// What share of the test clips a random 80/20 split would leave with a clip of the same source in
/// training, in expectation (hypergeometric, exact).
std::vector<Finding> find_shared_sources(const ClipTable& table);

/// Clips of equal samples: an error across folds or labels (across official folds a warning), else
/// a warning. Silent clips do not count. `signals` [clips].
std::vector<Finding> find_duplicates(const ClipTable& table,
                                     const std::vector<ClipSignal>& signals);

}  // namespace pinna::data
