// LaTeX to PDF by latexmk.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pinna::report {

enum class PdfOutcome {
  built,
  no_latex,  ///< it, or a package of it, is not installed
  failed     ///< LaTeX stopped at an error
};

struct BuiltPdf {
  PdfOutcome outcome = PdfOutcome::built;
  std::string problem = "";                ///< what to install, or the line at which LaTeX stopped
  std::vector<std::string> warnings = {};  ///< boxes that are too full, citations without an entry
};

/// Runs latexmk on `folder`/report.tex in a folder of its own, without access to a shell, for at
/// most two minutes; report.pdf is put beside it when it is whole, and stays as it was otherwise.
/// Where LaTeX fails its log is left as report.log. IoError for files that cannot be read.
BuiltPdf build_pdf(const std::filesystem::path& folder);

/// What a log of LaTeX complains about, a line each.
std::vector<std::string> latex_warnings(const std::string& log);

/// The first error that a log of LaTeX names, with its line; empty if there is none.
std::string latex_error(const std::string& log);

}  // namespace pinna::report
