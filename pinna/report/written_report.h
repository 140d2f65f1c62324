// The folder of a report: source, PDF, page, the author's words, a ZIP for Overleaf.
//
//     report.tex, references.bib, figures/   compile as they are
//     report.pdf                             where LaTeX is
//     report.html                            the same in a browser
//     discussion.md                          the author's; made once, never overwritten
//     own-references.bib                     the author's, if there is one: what else is cited
//     overleaf.zip                           what the first line names
//     report.json                            "pinna.written_report/1"
//     case-study/                            a copy of the inspection's folder
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pinna/report/build_pdf.h"
#include "pinna/report/paper.h"

namespace pinna::report {

/// Where everything of it lies.
class ReportFolder {
 public:
  explicit ReportFolder(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path source_path() const { return path_ / "report.tex"; }
  std::filesystem::path references_path() const { return path_ / "references.bib"; }
  std::filesystem::path figures_path() const { return path_ / "figures"; }
  std::filesystem::path pdf_path() const { return path_ / "report.pdf"; }
  std::filesystem::path page_path() const { return path_ / "report.html"; }
  std::filesystem::path discussion_path() const { return path_ / "discussion.md"; }
  std::filesystem::path own_references_path() const { return path_ / "own-references.bib"; }
  std::filesystem::path overleaf_path() const { return path_ / "overleaf.zip"; }
  std::filesystem::path notebook_path() const { return path_ / "notebook.ipynb"; }
  std::filesystem::path record_path() const { return path_ / "report.json"; }
  std::filesystem::path case_study_path() const { return path_ / "case-study"; }

  /// Of own-references.bib; none if it is not there.
  std::vector<Reference> own_references() const;
  /// Who was named as the author the last time; empty if nobody was.
  std::string recorded_author() const;
  /// Puts a copy of an inspection's folder here, in place of the one before. Nothing happens if it
  /// is this copy.
  void copy_case_study(const std::filesystem::path& from) const;

 private:
  std::filesystem::path path_;
};

struct ReportDemands {
  std::string report_template = "";  ///< "practical-1", "practical-2", "coursework"
  int64_t word_limit = 1500;
};

struct FieldWords {
  AuthorField field = {};
  int64_t words = 0;
};

struct WrittenReport {
  BuiltPdf pdf = {};
  std::optional<int64_t> num_pages = std::nullopt;  ///< of the PDF, where there is one
  std::optional<int64_t> words = std::nullopt;      ///< likewise
  std::vector<FieldWords> fields = {};
  std::vector<std::string> warnings = {};  ///< about the text, the boxes and the count
};

/// Writes all but discussion.md, own-references.bib, case-study/ and the notebook. IoError without
/// gnuplot.
WrittenReport write_report(const Paper& paper, const ReportDemands& demands,
                           const ReportFolder& folder);

}  // namespace pinna::report
