// The frame of every page: one file, nothing loaded from elsewhere and nothing run but a script of
// its own.
#pragma once

#include <string>
#include <string_view>

namespace pinna::report {

/// What a page needs to be worked with, not only read.
struct PageParts {
  std::string_view style = "";   ///< after page_style
  std::string_view script = "";  ///< a module, run once; the page's policy allows no other
};

/// A whole HTML document in the style of page_style; `title` is plain text, `body` finished HTML.
std::string html_page(const std::string& title, std::string_view body, const PageParts& parts = {});

}  // namespace pinna::report
