// The guard against a data set that changes under a run.
#pragma once

#include "pinna/data/clip_table.h"
#include "pinna/runs/run_folder.h"

namespace pinna::study {

/// BadData unless the clips, their folds and their audio are those that the run began with: another
/// split could test on clips that were trained on.
void require_same_data(const runs::RunFolder& run, const data::ClipTable& table);

}  // namespace pinna::study
