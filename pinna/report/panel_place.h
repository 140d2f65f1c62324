// Places on a page, in cm, and the gnuplot commands that put things there.
#pragma once

#include <string>

namespace pinna::report {

struct PageSize {
  double width_cm = 15;
  double height_cm = 8;
};

/// In cm from the left and lower edge of the page.
struct PanelPlace {
  double left = 0;
  double right = 1;
  double bottom = 0;
  double top = 1;

  double width() const { return right - left; }
  double height() const { return top - bottom; }
  /// The commands that fix the margins.
  std::string margins(PageSize page) const;
};

/// Room between the edge of the page and what stands next to it.
inline constexpr double page_margin_cm = 0.15;

/// How high a line of text is.
double line_height_cm(double font_points);

/// The title of the left axis, turned, at the left edge of the page and in the middle of the
/// panel's height, so that the titles of panels above one another are in line. A unit in brackets
/// takes a second line where the title is longer than the panel is high.
std::string left_title(const std::string& title, const PanelPlace& place, PageSize page,
                       double font_points);
/// The room that it takes.
double left_title_cm(const std::string& title, double panel_height_cm, double font_points);

}  // namespace pinna::report
