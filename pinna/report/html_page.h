// The frame of every page: one file, nothing loaded from elsewhere.
#pragma once

#include <string>
#include <string_view>

namespace pinna::report {

/// What a page has of its own.
struct PageParts {
  std::string_view style = "";   ///< CSS, after page_style
  std::string_view script = "";  ///< JavaScript at the end; it alone may run, known by its hash
};

/// A whole HTML document in the style of page_style; `title` is plain text, `body` finished HTML.
/// Without a script nothing runs.
std::string html_page(const std::string& title, std::string_view body, const PageParts& parts = {});

}  // namespace pinna::report
