// Figures for paper and screen, drawn by gnuplot. A figure is a value: a script with its data
// inline, rendered as PNG, SVG or PDF.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace pinna::report {

enum class FigureFormat { png, svg, pdf };

struct Figure {
  double width_cm = 17;
  double height_cm = 8;
  double font_points = 8;
  std::string script = "";  ///< gnuplot commands, without terminal and output
};

/// The file's bytes: PNG at 200 dots an inch, SVG with a transparent ground and text kept as text,
/// or PDF. IoError if gnuplot is absent (the text says how to install it) or fails.
std::string render(const Figure& figure, FigureFormat format);

/// InvalidOptions unless the extension is .png, .svg or .pdf, in letters of either case.
void require_figure_format(const std::filesystem::path& path);

/// Renders by the extension of `path` (.png, .svg, .pdf) and writes atomically. InvalidOptions for
/// other extensions.
void write_figure(const Figure& figure, const std::filesystem::path& path);

/// `text` as a gnuplot string that is taken literally; line breaks become spaces, straight single
/// quotes typographic ones and invalid UTF-8 question marks. Every label must pass through here:
/// names come from anybody's files.
std::string gnuplot_text(std::string_view text);

/// How wide a text comes out, for margins; about that for letters beyond ASCII.
double text_width_cm(std::string_view text, double font_points);

/// The label as people write it: underscores become spaces.
std::string display_name(std::string_view label);

}  // namespace pinna::report
