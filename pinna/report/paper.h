// A paper as a value: what stands in it, whether it becomes LaTeX or HTML.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pinna/report/discussion.h"
#include "pinna/report/figure.h"
#include "pinna/report/light_text.h"

namespace pinna::report {

/// Text in the words of light_text.h.
struct PaperText {
  std::string text = "";
};

/// Columns beyond the first `text_columns` hold numbers and are aligned right. Cells are plain text
/// of one line; the caption is light text, as everywhere below.
struct PaperTable {
  std::string name = "";  ///< letters, digits and dashes: [#tab:name] points at it
  std::string caption = "";
  std::vector<std::string> header = {};
  std::vector<std::vector<std::string>> rows = {};
  size_t text_columns = 1;
};

struct PaperFigure {
  std::string name = "";  ///< of its file; letters, digits and dashes: [#fig:name] points at it
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

/// An entry of references.bib. Fields are plain text.
struct Reference {
  std::string key = "";
  std::string kind = "article";  ///< BibTeX's entry type
  std::string author = "";       ///< "Last, First and Last, First"
  std::string title = "";
  std::string venue = "";
  std::string year = "";
  std::string bibtex = "";  ///< the entry as its author wrote it; empty: made of the fields
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

/// What its texts can point at: the keys of its references, its figures and tables by number.
TextTargets targets_of(const Paper& paper);

/// Everything that a text of the paper cites or points at and that is there; in their order.
std::vector<Reference> cited_references(const Paper& paper);
/// "Discussion: [@x2020] is no entry of the references": of the author's fields.
std::vector<std::string> unknown_targets(const Paper& paper);

/// What a data set says of its licence, as a part of a sentence.
std::string licence_text(const std::string& licence);

/// Words of an author's text, as count_words() counts them in a PDF.
int64_t words_of(const PaperField& field);
/// Those that stand in the paper for it: of an empty field the mark and the question.
int64_t printed_words_of(const PaperField& field);

/// Complete source for pdfLaTeX and BibTeX, with figures as figures/NAME.pdf. It needs nothing
/// beyond the packages article, geometry, lmodern, microtype, booktabs, graphicx, caption and
/// hyperref. Labels in figures are no words of the PDF's text.
std::string to_latex(const Paper& paper);
/// references.bib: all of them, cited or not.
std::string to_bibtex(const Paper& paper);

struct PaperPageOptions {
  int64_t word_limit = 0;
  /// Of the PDF, with the fields as they are; empty: estimated.
  std::optional<int64_t> words = std::nullopt;
};

/// One file; figures are inside. Fields can be edited, with all words counted, and saved as
/// discussion.md.
std::string to_html(const Paper& paper, const PaperPageOptions& options);

}  // namespace pinna::report
