#include "pinna/report/figure.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/subprocess.h"
#include "pinna/core/temporary_folder.h"
#include "pinna/core/utf8.h"
#include "pinna/report/html_text.h"

namespace pinna::report {
namespace {

constexpr double cm_per_inch = 2.54;
constexpr double points_per_inch = 72;
constexpr double png_dots_per_inch = 200;
constexpr double svg_units_per_inch = 96;
/// The resolution that gnuplot's cairo terminals assume when they size fonts.
constexpr double cairo_dots_per_inch = 96;
/// Makes lines in PDF as wide as in PNG and SVG.
constexpr double pdf_line_scale = 1.5;
/// Advance widths of DejaVu Sans from space to tilde, in hundredths of the font size.
constexpr std::array<int, 95> letter_widths{
    32, 40, 46, 84, 64, 95, 78, 27, 39,  39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69,  61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63,  63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84};
constexpr int other_letter_width = 62;

/// Axes left and below, ticks outside, no key: what every figure starts from.
constexpr const char* preamble =
    "set encoding utf8\n"
    "set border 3 linewidth 0.7\n"
    "set tics nomirror out scale 0.5\n"
    "set format '%g'\n"
    "set key reverse Left samplen 2 spacing 1.15\n";

std::string terminal(const Figure& figure, FigureFormat format) {
  const double width = figure.width_cm / cm_per_inch;
  const double height = figure.height_cm / cm_per_inch;
  switch (format) {
    case FigureFormat::png: {
      const double scale = png_dots_per_inch / points_per_inch;
      return fmt::format(
          "set terminal pngcairo noenhanced size {:.0f},{:.0f} font 'DejaVu Sans,{}' "
          "fontscale {:.4f} linewidth {:.4f} pointscale {:.4f}\n",
          width * png_dots_per_inch, height * png_dots_per_inch, figure.font_points,
          png_dots_per_inch / cairo_dots_per_inch, scale, scale);
    }
    case FigureFormat::svg: {
      const double scale = svg_units_per_inch / points_per_inch;
      return fmt::format(
          "set terminal svg noenhanced dynamic size {:.0f},{:.0f} font 'DejaVu Sans,{}' "
          "fontscale {:.4f} linewidth {:.4f}\n",
          width * svg_units_per_inch, height * svg_units_per_inch, figure.font_points, scale,
          scale);
    }
    case FigureFormat::pdf:
      break;
  }
  return fmt::format(
      "set terminal pdfcairo noenhanced size {:.3f}in,{:.3f}in font 'DejaVu Sans,{}' "
      "fontscale {:.4f} linewidth {}\n",
      width, height, figure.font_points, points_per_inch / cairo_dots_per_inch, pdf_line_scale);
}

/// Fonts as the system has them, without ligatures: cairo names the letters of one by an ActualText
/// of its own, which would end the one that papers put around figures (paper_latex.cpp).
std::string fonts_without_ligatures() {
  const char* ours = std::getenv("FONTCONFIG_FILE");
  return fmt::format(
      "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig>\n"
      "<include ignore_missing=\"yes\">{}</include>\n"
      "<match target=\"font\"><edit name=\"fontfeatures\" mode=\"append\">"
      "<string>liga=0</string><string>clig=0</string></edit></match>\n</fontconfig>\n",
      ours ? escape(ours) : "/etc/fonts/fonts.conf");
}

core::ProcessResult run_gnuplot(const std::string& script, FigureFormat format) {
  const auto run = [&](const core::EnvironmentVariables& extra) {
    return core::run_program({"gnuplot", "--default-settings"}, script,
                             "install it: apt-get install gnuplot-nox", int64_t{1} << 28,
                             std::numeric_limits<double>::infinity(), extra);
  };
  if (format != FigureFormat::pdf) return run({});
  const core::TemporaryFolder folder;
  core::write_file_atomically(folder / "fonts.conf", fonts_without_ligatures());
  return run({{"FONTCONFIG_FILE", (folder / "fonts.conf").string()}});
}

/// cairo writes when it drew: the same figure shall be the same bytes.
void fix_date(std::string& pdf) {
  constexpr std::string_view key = "/CreationDate (D:", date = "20000101000000";
  const size_t at = pdf.find(key);
  if (at != std::string::npos && at + key.size() + date.size() < pdf.size())
    pdf.replace(at + key.size(), date.size(), date);
}

FigureFormat format_of(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  for (char& letter : extension)
    if (letter >= 'A' && letter <= 'Z') letter += 'a' - 'A';
  if (extension == ".png") return FigureFormat::png;
  if (extension == ".svg") return FigureFormat::svg;
  if (extension == ".pdf") return FigureFormat::pdf;
  throw core::InvalidOptions({.what = "format of a figure",
                              .got = extension.empty() ? "no extension" : extension,
                              .expected = ".png, .svg or .pdf",
                              .where = path.string()});
}

}  // namespace

double text_width_cm(std::string_view text, double font_points) {
  int hundredths = 0;
  for (const char c : text) {
    const bool continues_a_letter = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (c >= ' ' && c <= '~') {
      hundredths += letter_widths[static_cast<size_t>(c - ' ')];
    } else if (!continues_a_letter) {
      hundredths += other_letter_width;
    }
  }
  return hundredths / 100.0 * font_points / points_per_inch * cm_per_inch;
}

std::string render(const Figure& figure, FigureFormat format) {
  const std::string script = terminal(figure, format) + preamble + figure.script;
  core::ProcessResult result = run_gnuplot(script, format);
  if (result.exit_status == 0 && !result.output.empty()) {
    if (format == FigureFormat::pdf) fix_date(result.output);
    return std::move(result.output);
  }
  throw core::IoError({.what = "gnuplot cannot draw a figure",
                       .got = result.errors.empty()
                                  ? fmt::format("exit status {}", result.exit_status)
                                  : result.errors.substr(0, 400)});
}

void require_figure_format(const std::filesystem::path& path) {
  format_of(path);
}

void write_figure(const Figure& figure, const std::filesystem::path& path) {
  core::write_file_atomically(path, render(figure, format_of(path)));
}

std::string gnuplot_text(std::string_view text) {
  std::string literal = "'";
  for (const char c : core::valid_utf8(text)) {
    // gnuplot misreads a doubled quote at the start of a string, so quotes become U+2019.
    if (c == '\'')
      literal += "\u2019";
    else
      literal += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return literal + "'";
}

std::string display_name(std::string_view label) {
  std::string name(label);
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

}  // namespace pinna::report
