// The frame of every page: one file, nothing loaded from elsewhere and nothing run.
#pragma once

#include <string>
#include <string_view>

namespace pinna::report {

/// A whole HTML document in the style of page_style; `title` is plain text, `body` finished HTML.
std::string html_page(const std::string& title, std::string_view body);

}  // namespace pinna::report
