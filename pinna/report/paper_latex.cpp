#include <fmt/format.h>

#include "pinna/report/latex_text.h"
#include "pinna/report/light_text.h"
#include "pinna/report/paper.h"

namespace pinna::report {
namespace {

/// Labels inside figures are no words of the text: the span's replacement text is empty.
constexpr std::string_view preamble = R"latex(\documentclass[11pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage{lmodern}
\usepackage{microtype}
\usepackage[margin=2.3cm]{geometry}
\usepackage{booktabs}
\usepackage{graphicx}
\usepackage[font=small,labelfont=bf]{caption}
\usepackage[hidelinks]{hyperref}
\setlength{\emergencystretch}{3em}
\setlength{\tabcolsep}{4.5pt}
\renewcommand{\topfraction}{0.9}
\renewcommand{\textfraction}{0.07}
\renewcommand{\floatpagefraction}{0.8}
\newcommand{\drawing}[2]{\pdfliteral page{/Span <</ActualText ()>> BDC}\includegraphics[width=#1\linewidth]{#2}\pdfliteral page{EMC}}
\newcommand{\fitting}[1]{\resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{#1}}
)latex";

std::string label_of(std::string_view kind, const std::string& name) {
  std::string safe;
  for (const char sign : name)
    if (std::isalnum(static_cast<unsigned char>(sign)) != 0 || sign == '-') safe += sign;
  return fmt::format("{}:{}", kind, safe);
}

std::string row_of(const std::vector<std::string>& cells, std::string_view format) {
  std::string row;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) row += " & ";
    row += fmt::format(fmt::runtime(format), inline_latex(cell));
  }
  return row + " \\\\\n";
}

std::string latex_of(const PaperText& block) {
  return to_latex(parse_light_text(block.text));
}

std::string latex_of(const PaperTable& table) {
  std::string columns;
  for (size_t i = 0; i < table.header.size(); ++i) columns += i < table.text_columns ? 'l' : 'r';
  std::string body = row_of(table.header, "\\textbf{{{}}}") + "\\midrule\n";
  for (const auto& row : table.rows) body += row_of(row, "{}");
  return fmt::format(
      "\\begin{{table}}[htbp]\n\\centering\\small\n\\caption{{{}}}\\label{{{}}}\n"
      "\\fitting{{\\begin{{tabular}}{{{}}}\n\\toprule\n{}\\bottomrule\n\\end{{tabular}}}}\n"
      "\\end{{table}}\n\n",
      inline_latex(table.caption), label_of("tab", table.name), columns, body);
}

std::string latex_of(const PaperFigure& figure) {
  return fmt::format(
      "\\begin{{figure}}[htbp]\n\\centering\n\\drawing{{{:.2f}}}{{figures/{}.pdf}}\n"
      "\\caption{{{}}}\\label{{{}}}\n\\end{{figure}}\n\n",
      figure.width, figure.name, inline_latex(figure.caption), label_of("fig", figure.name));
}

std::string latex_of(const PaperField& block) {
  const std::string heading = fmt::format("\\paragraph{{{}.}} ", latex_escape(block.field.name));
  if (is_blank(block.text))
    return fmt::format("{}\\textbf{{{}: {}}}\n\n", heading, empty_field_mark,
                       latex_escape(block.field.question));
  return heading + to_latex(parse_light_text(block.text));
}

std::string bib_text(std::string_view text) {
  return "{" + latex_escape(text) + "}";
}

}  // namespace

std::string to_latex(const Paper& paper) {
  std::string text(preamble);
  text +=
      fmt::format("\\title{{{}}}\n\\author{{{}}}\n\\date{{}}\n\\hypersetup{{pdftitle={{{}}}}}\n",
                  latex_escape(paper.title), latex_escape(paper.author), latex_escape(paper.title));
  text += "\\begin{document}\n\\maketitle\n";
  if (!paper.summary.empty())
    text += fmt::format("\\begin{{abstract}}\n{}\n\\end{{abstract}}\n\n",
                        to_latex(parse_light_text(paper.summary)));
  for (const PaperSection& section : paper.sections) {
    text += fmt::format("\\section{{{}}}\n", latex_escape(section.title));
    for (const PaperBlock& block : section.blocks)
      text += std::visit([](const auto& chosen) { return latex_of(chosen); }, block);
  }
  if (!paper.references.empty()) text += "\\bibliographystyle{plain}\n\\bibliography{references}\n";
  return text + "\\end{document}\n";
}

std::string to_bibtex(const Paper& paper) {
  std::string text;
  for (const Reference& entry : paper.references) {
    const char* venue = entry.kind == "inproceedings" ? "booktitle"
                        : entry.kind == "misc"        ? "howpublished"
                                                      : "journal";
    text +=
        fmt::format("@{}{{{},\n  author = {},\n  title = {{{}}},\n  {} = {},\n  year = {}\n}}\n\n",
                    entry.kind, entry.key, bib_text(entry.author), bib_text(entry.title), venue,
                    bib_text(entry.venue), bib_text(entry.year));
  }
  return text;
}

}  // namespace pinna::report
