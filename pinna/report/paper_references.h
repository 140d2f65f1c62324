// What papers here cite. Keys are what the text and the author's [@key] name.
#pragma once

#include <vector>

#include "pinna/report/paper.h"

namespace pinna::report {

/// All of them; BibTeX prints those that are cited.
const std::vector<Reference>& known_references();

}  // namespace pinna::report
