#include <algorithm>

#include <fmt/format.h>

#include "pinna/report/latex_text.h"
#include "pinna/report/light_text.h"
#include "pinna/report/paper.h"

namespace pinna::report {
namespace {

/// Labels inside figures are no words of the text: the span's replacement text is empty.
constexpr std::string_view preamble = R"latex(\documentclass[11pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{textcomp}
\usepackage{lmodern}
\usepackage{microtype}
\usepackage[margin=2.3cm]{geometry}
\usepackage{array}
\usepackage{booktabs}
\usepackage{graphicx}
\usepackage[font=small,labelfont=bf]{caption}
\usepackage[hidelinks]{hyperref}
\setlength{\emergencystretch}{3em}
\setlength{\tabcolsep}{4.5pt}
\renewcommand{\topfraction}{0.9}
\renewcommand{\bottomfraction}{0.8}
\renewcommand{\textfraction}{0.07}
\renewcommand{\floatpagefraction}{0.75}
\setcounter{topnumber}{3}
\setcounter{totalnumber}{5}
\makeatletter
\newcommand{\placefloats}{\par\penalty0\begingroup\let\@elt\relax
  \edef\@tempa{\@botlist\@deferlist\@dbldeferlist}%
  \ifx\@tempa\@empty\endgroup\else\endgroup\clearpage\fi}
\makeatother
\newcommand{\drawing}[2]{\pdfliteral page{/Span <</ActualText ()>> BDC}\includegraphics[width=#1\linewidth,height=0.8\textheight,keepaspectratio]{#2}\pdfliteral page{EMC}}
\newcommand{\fitting}[1]{\resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{#1}}
)latex";

std::string row_of(const std::vector<std::string>& cells, bool is_bold) {
  std::string row;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += " & ";
    const std::string cell = latex_escape(cells[i]);
    row += is_bold ? fmt::format("\\textbf{{{}}}", cell) : cell;
  }
  return row + " \\\\\n";
}

std::string latex_of(const PaperText& block, const TextTargets& targets) {
  return to_latex(parse_light_text(block.text), targets);
}

/// A last column of long texts gets several lines; the others are short.
std::string columns_of(const PaperTable& table) {
  std::string columns;
  for (size_t i = 0; i < table.header.size(); ++i) columns += i < table.text_columns ? 'l' : 'r';
  constexpr size_t longest_line = 60;
  const bool is_long = std::ranges::any_of(table.rows, [&](const auto& row) {
    return row.size() == table.text_columns && row.back().size() > longest_line;
  });
  if (is_long) {
    columns.pop_back();
    columns += ">{\\raggedright\\arraybackslash}p{0.62\\linewidth}";
  }
  return "@{}" + columns + "@{}";
}

std::string latex_of(const PaperTable& table, const TextTargets& targets) {
  std::string body = row_of(table.header, true) + "\\midrule\n";
  for (const auto& row : table.rows) body += row_of(row, false);
  return fmt::format(
      "\\begin{{table}}[htbp]\n\\centering\\small\n\\caption{{{}}}\\label{{tab:{}}}\n"
      "\\fitting{{\\begin{{tabular}}{{{}}}\n\\toprule\n{}\\bottomrule\n\\end{{tabular}}}}\n"
      "\\end{{table}}\n\n",
      inline_latex(table.caption, targets), table.name, columns_of(table), body);
}

std::string latex_of(const PaperFigure& figure, const TextTargets& targets) {
  return fmt::format(
      "\\begin{{figure}}[htbp]\n\\centering\n\\drawing{{{:.2f}}}{{figures/{}.pdf}}\n"
      "\\caption{{{}}}\\label{{fig:{}}}\n\\end{{figure}}\n\n",
      figure.width, figure.name, inline_latex(figure.caption, targets), figure.name);
}

std::string latex_of(const PaperField& block, const TextTargets& targets) {
  const std::string heading = fmt::format("\\paragraph{{{}.}} ", latex_escape(block.field.name));
  if (is_blank(block.text))
    return fmt::format("{}\\textbf{{{}: {}}}\n\n", heading, empty_field_mark,
                       latex_escape(block.field.question));
  const std::string text = to_latex(parse_light_text(block.text), targets);
  // A list needs a line before it on which the heading can stand.
  return heading + (text.starts_with("\\begin") ? "\\leavevmode\n" : "") + text;
}

std::string bib_text(std::string_view text) {
  return "{" + latex_escape(text) + "}";
}

}  // namespace

std::string to_latex(const Paper& paper) {
  const TextTargets targets = targets_of(paper);
  std::string text(preamble);
  text +=
      fmt::format("\\title{{{}}}\n\\author{{{}}}\n\\date{{}}\n\\hypersetup{{pdftitle={{{}}}}}\n",
                  latex_escape(paper.title), latex_escape(paper.author), latex_escape(paper.title));
  text += "\\begin{document}\n\\maketitle\n";
  if (!paper.summary.empty())
    text += fmt::format("\\begin{{abstract}}\n{}\\end{{abstract}}\n\n",
                        to_latex(parse_light_text(paper.summary), targets));
  for (const PaperSection& section : paper.sections) {
    text += fmt::format("\\section{{{}}}\n", latex_escape(section.title));
    for (const PaperBlock& block : section.blocks)
      text += std::visit([&](const auto& chosen) { return latex_of(chosen, targets); }, block);
  }
  // BibTeX fails where nothing is cited.
  if (!cited_references(paper).empty())
    text += "\\placefloats\n\\bibliographystyle{plain}\n\\bibliography{references}\n";
  return text + "\\end{document}\n";
}

std::string to_bibtex(const Paper& paper) {
  std::string text;
  for (const Reference& entry : paper.references) {
    if (!entry.bibtex.empty()) {
      text += entry.bibtex + "\n\n";
      continue;
    }
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
