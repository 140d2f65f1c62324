// The part of a paper about one recording.
#pragma once

#include "pinna/report/paper.h"
#include "pinna/runs/inspection_folder.h"

namespace pinna::report {

/// Whose recording it is, its overview, what every view hears, and where they contradict one
/// another. MissingInput or BadData as InspectionFolder::read.
PaperSection case_study_section(const runs::InspectionFolder& folder);

}  // namespace pinna::report
