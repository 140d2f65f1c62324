// A paper as a value: what stands in it, whether it becomes LaTeX or HTML.
#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "pinna/report/discussion.h"
#include "pinna/report/figure.h"

namespace pinna::report {

/// Text in the words of light_text.h.
struct PaperText {
  std::string text = "";
};

/// Columns beyond the first `text_columns` hold numbers and are aligned right. Cells are text of
/// one line.
struct PaperTable {
  std::string name = "";  ///< for references to it
  std::string caption = "";
  std::vector<std::string> header = {};
  std::vector<std::vector<std::string>> rows = {};
  size_t text_columns = 1;
};

struct PaperFigure {
  std::string name = "";  ///< of its file, and for references to it
  std::string caption = "";
  Figure figure = {};
  /// A .pdf and a .png beside one another instead of a drawing: their path without extension.
  std::filesystem::path files = {};
  double width = 1;  ///< share of the line
};

/// What the author writes; `text` is empty until then.
struct PaperField {
  AuthorField field = {};
  std::string text = "";
};

using PaperBlock = std::variant<PaperText, PaperTable, PaperFigure, PaperField>;

struct PaperSection {
  std::string title = "";
  std::vector<PaperBlock> blocks = {};
};

/// An entry of references.bib.
struct Reference {
  std::string key = "";
  std::string kind = "article";  ///< BibTeX's entry type
  std::string author = "";       ///< "Last, First and Last, First"
  std::string title = "";
  std::string venue = "";
  std::string year = "";
};

struct Paper {
  std::string title = "";
  std::string author = "";
  std::string summary = "";  ///< of one paragraph, in the words of light_text.h
  std::vector<PaperSection> sections = {};
  std::vector<Reference> references = {};
};

/// The fields, in their order.
std::vector<PaperField> fields_of(const Paper& paper);

/// Complete source for pdfLaTeX and BibTeX, with figures as figures/NAME.pdf. It needs nothing
/// beyond the packages article, geometry, microtype, booktabs, graphicx, caption and hyperref.
std::string to_latex(const Paper& paper);
/// references.bib.
std::string to_bibtex(const Paper& paper);
/// One file; figures are inside. `note`: a line below the title. Fields can be edited, with their
/// words counted, and saved as discussion.md.
std::string to_html(const Paper& paper, const std::string& note, int64_t word_limit);

}  // namespace pinna::report
