// Files of this folder that stand in pages; cmake/embed.cmake makes constants of them.
#pragma once

#include <string_view>

namespace pinna::report {

extern const std::string_view inspection_page_css;
extern const std::string_view inspection_page_js;
extern const std::string_view paper_page_js;

}  // namespace pinna::report
