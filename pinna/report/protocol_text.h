// How the numbers of a page came about, in sentences.
#pragma once

#include <set>
#include <string>

#include "pinna/report/findings.h"

namespace pinna::report {

/// What was held out, how the epoch was chosen, what the intervals mean. Plain text, one paragraph
/// a line.
std::string protocol_text(const Findings& findings);

/// The reasons why numbers of these findings are unsafe; empty if there are none.
std::set<std::string> unsafe_reasons(const Findings& findings);

}  // namespace pinna::report
