// The part of a page that is about one method.
#pragma once

#include <string>
#include <string_view>

#include "pinna/report/findings.h"
#include "pinna/report/html_report.h"

namespace pinna::report {

/// Tiles with the headline numbers and their intervals.
std::string headline_tiles(const runs::ArmSummary& summary);

/// Table by fold, learning curves, confusions, misclassified clips, source recordings, classes,
/// calibration. `name` makes ids of its figures unique on the page.
std::string arm_section(const ArmFindings& arm, std::string_view name,
                        const HtmlReportOptions& options);

}  // namespace pinna::report
