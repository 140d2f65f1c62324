// PSDS with every score as a threshold, so that no choice of thresholds lowers it. The idea is that
// of sed_scores_eval (Ebbers, Serizel and Haeb-Umbach, "Threshold independent evaluation of sound
// event detection scores", ICASSP 2022).
#pragma once

#include <map>
#include <string>

#include "pinna/events/frame_scores.h"
#include "pinna/metrics/psds.h"

namespace pinna::metrics {

/// Scores of recordings by name, all with the same labels in the same order.
using ScoreTable = std::map<std::string, events::FrameScores>;

/// Detections at a threshold are the runs of frames that reach it; scores are smoothed before,
/// where that is part of the detector. Every value that occurs is an operating point of its class.
/// BadData for a recording without duration, and labels that differ between recordings.
PsdsResult psds(const IntersectionReference& reference, const ScoreTable& scores,
                const PsdsOptions& options);

}  // namespace pinna::metrics
