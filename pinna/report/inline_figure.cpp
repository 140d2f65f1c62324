#include "pinna/report/inline_figure.h"

#include <algorithm>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/report/colour_map.h"
#include "pinna/report/html_text.h"

namespace pinna::report {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

/// A "#rrggbb" as gnuplot's SVG spells it.
std::string svg_colour(std::string_view hex) {
  const auto channel = [&](size_t at) {
    return std::stoi(std::string(hex.substr(at, 2)), nullptr, 16);
  };
  return fmt::format("rgb({:3}, {:3}, {:3})", channel(1), channel(3), channel(5));
}

/// The SVG element alone, in the page's colours and with ids of its own.
std::string adapt(std::string svg, std::string_view name) {
  svg.erase(0, std::min(svg.find("<svg"), svg.size()));
  replace_all(svg, "<title>Gnuplot</title>", "");
  for (const char* attribute : {"id='", "id=\"", "href='#"})
    for (const char* start : {"gp", "gnuplot_", "greybox", "textbox"})
      replace_all(svg, std::string(attribute) + start,
                  fmt::format("{}{}-{}", attribute, name, start));
  replace_all(svg, "'black'", "'currentColor'");
  replace_all(svg, "\"black\"", "\"currentColor\"");
  replace_all(svg, svg_colour("#000000"), "currentColor");
  replace_all(svg, svg_colour(dark_line), "var(--dark-line)");
  replace_all(svg, svg_colour(dark_line_faint), "var(--dark-line-faint)");
  replace_all(svg, svg_colour(light_line_faint), "var(--light-line-faint)");
  replace_all(svg, svg_colour(grid_line), "var(--rule)");
  replace_all(svg, svg_colour(bar_fill), "var(--bar)");
  return svg;
}

}  // namespace

std::string inline_figure(const Figure& figure, std::string_view name, std::string_view caption) {
  std::string drawing;
  try {
    drawing = adapt(render(figure, FigureFormat::svg), name);
  } catch (const core::IoError& error) {
    drawing = fmt::format("<p class=\"missing\">{}</p>", escape(error.what()));
  }
  constexpr double css_pixels_per_cm = 96 / 2.54;
  return fmt::format(
      "<figure style=\"max-width:{:.0f}px\">\n{}\n<figcaption>{}</figcaption></figure>\n",
      1.25 * css_pixels_per_cm * figure.width_cm, drawing, caption);
}

}  // namespace pinna::report
