// Text from anybody's files as LaTeX.
#pragma once

#include <string>
#include <string_view>

namespace pinna::report {

/// The text with every sign that LaTeX gives a meaning escaped; control characters become blanks,
/// invalid UTF-8 and signs that pdfLaTeX has no glyph for question marks. Long words may be broken
/// after signs between their parts, or anywhere where they have none.
std::string latex_escape(std::string_view text);

}  // namespace pinna::report
