// What `study run` says before it starts.
#pragma once

#include <string>

#include "apps/cli/console.h"

#include "pinna/study/study_budget.h"

namespace pinna::cli {

/// "40 s", "12 min", "3 h 20 min": as exact as an estimate deserves.
std::string about(double seconds);

/// "36 runs of 120 epochs, 9.1 s an epoch (measured): about 3 h 20 min with 2 jobs on 2
/// processors".
std::string describe(const study::StudyBudget& budget);

/// A line for each arm and each run and the sentence above ("pinna.study-plan/1").
void report_budget(const std::string& folder, const core::Shard& shard,
                   const study::StudyBudget& budget, Console& console);

}  // namespace pinna::cli
