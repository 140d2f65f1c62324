// Figures of a case study: the recording's spectrogram above what everyone hears in it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "pinna/report/feature_panel.h"
#include "pinna/report/figure.h"
#include "pinna/runs/inspection.h"

namespace pinna::report {

struct NamedFigure {
  std::string name = "";  ///< of its file, without extension
  Figure figure = {};
};

/// A log-mel spectrogram of at most about `max_frames` frames, however long the recording is:
/// longer hops under longer windows. `mono`: samples at that rate [Hz].
FeaturePanel inspection_spectrogram(std::span<const float> mono, int64_t sample_rate,
                                    int64_t max_frames = 2400);

/// "overview", or where there are more views than a figure takes "overview-1" and so on, each with
/// the reference; "scores-VIEW" with its scores as ribbons; of recordings longer than 90 s one
/// figure a minute, "minute-01" and so on, of the first views.
std::vector<NamedFigure> inspection_figures(const FeaturePanel& spectrogram,
                                            const runs::Inspection& inspection);

}  // namespace pinna::report
