// The settings of features side by side, as a paper has to state them.
#pragma once

#include <string>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/report/paper.h"

namespace pinna::report {

/// One column for each single feature of these tables (a stack has several), a row for each setting
/// that says what the numbers mean: rate, window, hop, bands, scale, logarithm, transform. Equal
/// columns come once. InvalidOptions as features::parse_feature.
PaperTable convention_table(const std::vector<core::ConfigTable>& features);

}  // namespace pinna::report
