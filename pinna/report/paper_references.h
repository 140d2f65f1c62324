// What papers here cite. Keys are what the text and the author's [@key] name.
#pragma once

#include <vector>

#include "pinna/report/paper.h"

namespace pinna::report {

/// All of them, and then those that the author adds, of which one with the same key counts; BibTeX
/// prints those that are cited.
std::vector<Reference> known_references(const std::vector<Reference>& own = {});

}  // namespace pinna::report
