// The time line of a case study's page: one block of lanes for the reference and for each view.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pinna/report/lane_labels.h"
#include "pinna/runs/inspection.h"

namespace pinna::report {

/// Times of one recording as people read them: "12.34", or "2:03.45" in one of 100 s and more.
struct TimeText {
  bool has_minutes = false;

  explicit TimeText(double recording_seconds) : has_minutes(recording_seconds >= 100) {}
  std::string operator()(double seconds) const;
  /// For the head of a column.
  std::string_view unit() const { return has_minutes ? "min:s" : "s"; }
};

/// "tagger, hears 1 s around each frame", "detector".
std::string kind_text(const runs::ModelView& view);

/// HTML whose bars have their places without a script; curves and spectrogram are drawn by it.
std::string inspection_lanes(const runs::Inspection& inspection,
                             const std::vector<runs::Disagreement>& disagreements,
                             const LaneLabels& labels);

}  // namespace pinna::report
