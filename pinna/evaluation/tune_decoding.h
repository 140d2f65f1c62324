// Thresholds and medians of every class, chosen on a validation part.
#pragma once

#include <vector>

#include "pinna/decoding/decode_events.h"
#include "pinna/events/event.h"
#include "pinna/metrics/event_based.h"
#include "pinna/metrics/psds_scores.h"

namespace pinna::evaluation {

/// For each class the options of a grid (thresholds 0.1 to 0.9; medians up to 2 s; hysteresis with
/// half the threshold or none) that give it the highest event-based F1 on these scores; of equals
/// the first, which has no hysteresis, the shortest median and the threshold nearest one half. A
/// class that never occurs keeps the defaults. Never give it scores of test scenes.
std::vector<decoding::DecodingOptions> tune_decoding(const metrics::ScoreTable& scores,
                                                     const events::EventTable& reference,
                                                     const std::vector<std::string>& labels,
                                                     const metrics::CollarOptions& collars = {});

}  // namespace pinna::evaluation
