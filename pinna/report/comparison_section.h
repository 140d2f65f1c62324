// The part of a page that compares the arms of a study.
#pragma once

#include <string>

#include "pinna/report/findings.h"

namespace pinna::report {

/// Forest plot, table, and what may and may not be concluded about each arm. Where the arms could
/// not be compared, a line that says why; nothing for a single arm.
std::string comparison_section(const Findings& findings);

}  // namespace pinna::report
