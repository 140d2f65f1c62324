#include "pinna/report/panel_place.h"

#include <fmt/format.h>

#include "pinna/report/figure.h"

namespace pinna::report {
namespace {

/// Where a title is broken, or npos if it fits into one line.
size_t break_of(const std::string& title, double panel_height_cm, double font_points) {
  return text_width_cm(title, font_points) > panel_height_cm ? title.rfind(" [")
                                                             : std::string::npos;
}

}  // namespace

std::string PanelPlace::margins(PageSize page) const {
  return fmt::format(
      "set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}\n"
      "set tmargin at screen {:.5f}\nset bmargin at screen {:.5f}\n",
      left / page.width_cm, right / page.width_cm, top / page.height_cm, bottom / page.height_cm);
}

double line_height_cm(double font_points) {
  constexpr double cm_per_point = 2.54 / 72, line_spacing = 1.35;
  return font_points * cm_per_point * line_spacing;
}

double left_title_cm(const std::string& title, double panel_height_cm, double font_points) {
  const bool is_broken = break_of(title, panel_height_cm, font_points) != std::string::npos;
  return line_height_cm(font_points) * (is_broken ? 2 : 1);
}

std::string left_title(const std::string& title, const PanelPlace& place, PageSize page,
                       double font_points) {
  const size_t at = break_of(title, place.height(), font_points);
  const std::string text = at == std::string::npos
                               ? gnuplot_text(title)
                               : fmt::format("{}.\"\\n\".{}", gnuplot_text(title.substr(0, at)),
                                             gnuplot_text(title.substr(at + 1)));
  // The first line is centred on the point, further ones follow to its right.
  const double x = page_margin_cm + line_height_cm(font_points) / 2;
  return fmt::format("set label 1 {} at screen {:.5f},{:.5f} center rotate by 90\n", text,
                     x / page.width_cm, (place.bottom + place.top) / 2 / page.height_cm);
}

}  // namespace pinna::report
