// Events on lanes under a spectrogram: what several annotators or detectors say of one recording.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pinna/events/event.h"
#include "pinna/events/frame_scores.h"
#include "pinna/report/feature_panel.h"
#include "pinna/report/figure.h"

namespace pinna::report {

/// Somebody's events, drawn in one colour.
struct EventSource {
  std::string name = "";  ///< "reference", "estimated", a detector's name
  std::vector<events::Event> events = {};
};

struct EventLanesStyle {
  std::optional<ValueRange> seconds = std::nullopt;  ///< the stretch shown; empty: all
  /// Drawn between spectrogram and lanes as a ribbon for each class, from 0 to 1.
  std::optional<events::FrameScores> scores = std::nullopt;
  double width_cm = 15;
};

/// The spectrogram above one lane a label, in which every source has a bar of its own; the legend
/// names the sources. Labels are those that occur, sorted. Bars differ in lightness and in height
/// within the lane, so that grey prints tell them apart. InvalidOptions for a panel that is no
/// picture, no source or more than six.
Figure event_lanes(const FeaturePanel& spectrogram, const std::vector<EventSource>& sources,
                   const EventLanesStyle& style = {});

}  // namespace pinna::report
