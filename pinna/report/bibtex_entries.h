// Entries of a BibTeX file that somebody wrote.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pinna/report/paper.h"

namespace pinna::report {

/// Every entry with its own text (Reference::bibtex), its fields freed of braces and accents'
/// commands for other uses than BibTeX. Entries @comment, @string and @preamble are passed over.
/// BadData naming `where` and the line for braces that are not balanced and for entries without a
/// usable key.
std::vector<Reference> parse_bibtex(std::string_view text, const std::string& where);

}  // namespace pinna::report
