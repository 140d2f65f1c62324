// LaTeX to PDF by latexmk.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace pinna::report {

struct BuiltPdf {
  bool is_built = false;
  std::string problem = "";  ///< why not, with what to do; or the line at which LaTeX stopped
  std::vector<std::string> warnings = {};  ///< boxes that are too full, citations without an entry
};

/// Runs latexmk on `folder`/report.tex in a folder of its own, without access to a shell, for at
/// most two minutes; report.pdf is put beside it when it is whole, and stays as it was otherwise.
BuiltPdf build_pdf(const std::filesystem::path& folder);

/// What a log of LaTeX complains about.
std::vector<std::string> latex_warnings(const std::string& log);

}  // namespace pinna::report
