// The tables of a case study's page.
#pragma once

#include <string>
#include <vector>

#include "pinna/report/lane_labels.h"
#include "pinna/runs/inspection.h"
#include "pinna/runs/inspection_scores.h"

namespace pinna::report {

/// Each row has a button that plays its stretch.
std::string disagreements_section(const runs::Inspection& inspection,
                                  const std::vector<runs::Disagreement>& disagreements,
                                  const LaneLabels& labels);

/// Empty where nothing was scored.
std::string scores_section(const std::vector<runs::ViewScores>& scores);

/// The events of the reference and of each view, closed until they are asked for.
std::string events_section(const runs::Inspection& inspection, const LaneLabels& labels);

/// Which runs the views are.
std::string views_section(const runs::Inspection& inspection);

}  // namespace pinna::report
