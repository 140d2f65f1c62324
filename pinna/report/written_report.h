// The folder of a report: source, PDF, page, the author's words, a ZIP for Overleaf.
//
//     report.tex, references.bib, figures/   compile as they are
//     report.pdf                             where LaTeX is
//     report.html                            the same in a browser
//     discussion.md                          the author's; made once, never overwritten
//     overleaf.zip                           the first line
//     report.json                            "pinna.written_report/1"
//     case-study/                            a copy of the inspection's folder
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/report/build_pdf.h"
#include "pinna/report/paper.h"

namespace pinna::report {

struct ReportTarget {
  std::filesystem::path folder = {};
  std::string report_template = "";  ///< "practical-1", "practical-2", "coursework"
  int64_t word_limit = 1500;
};

struct FieldWords {
  AuthorField field = {};
  int64_t words = 0;
};

struct WrittenReport {
  BuiltPdf pdf = {};
  std::optional<int64_t> words = std::nullopt;  ///< of the PDF, where there is one
  std::vector<FieldWords> fields = {};
};

/// `case_study`: a folder of `pinna inspect` to copy; empty: none. IoError without gnuplot.
WrittenReport write_report(const Paper& paper, const ReportTarget& target,
                           const std::filesystem::path& case_study);

}  // namespace pinna::report
