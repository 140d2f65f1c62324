// A figure inside a page.
#pragma once

#include <string>
#include <string_view>

#include "pinna/report/figure.h"

namespace pinna::report {

/// <figure> with the drawing as SVG, whose ink follows the page's colours (custom properties of
/// page_style), and a caption of finished HTML. `name` makes ids in it unique on the page. Without
/// gnuplot the figure holds the line that says how to install it.
std::string inline_figure(const Figure& figure, std::string_view name, std::string_view caption);

}  // namespace pinna::report
