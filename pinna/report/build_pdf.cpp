#include "pinna/report/build_pdf.h"

#include <sstream>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/subprocess.h"
#include "pinna/core/temporary_folder.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;

constexpr double max_seconds = 120;
constexpr const char* how_to_install =
    "install latexmk, texlive-latex-recommended, texlive-fonts-recommended and lmodern "
    "(tools/install report); report.tex is complete and also compiles on Overleaf";

/// The first error that LaTeX names, with its line.
std::string first_error(const std::string& log) {
  std::istringstream lines(log);
  std::string error;
  for (std::string line; std::getline(lines, line);) {
    if (error.empty() && line.starts_with("!")) error = line.substr(1);
    if (!error.empty() && line.starts_with("l.")) return fmt::format("{} ({})", error, line);
  }
  return error.empty() ? "see report.log" : error;
}

std::string text_of_log(const fs::path& folder) {
  const fs::path log = folder / "report.log";
  return fs::exists(log) ? core::read_file(log) : "";
}

}  // namespace

std::vector<std::string> latex_warnings(const std::string& log) {
  std::vector<std::string> warnings;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("Overfull") || line.starts_with("LaTeX Warning: Citation") ||
        line.starts_with("LaTeX Warning: Reference"))
      warnings.push_back(line);
  return warnings;
}

BuiltPdf build_pdf(const fs::path& folder) {
  const core::TemporaryFolder work;
  core::ProcessResult result;
  try {
    fs::copy(folder / "report.tex", work / "report.tex");
    fs::copy(folder / "references.bib", work / "references.bib");
    fs::copy(folder / "figures", work / "figures", fs::copy_options::recursive);
    result = core::run_program(
        {"latexmk", "-pdf", "-norc", "-silent", "-halt-on-error", "-interaction=nonstopmode",
         "-no-shell-escape", "-cd", (work / "report.tex").string()},
        "", how_to_install, int64_t{1} << 26, max_seconds);
  } catch (const core::IoError& error) {
    return {.problem = error.what()};
  }
  const std::string log = text_of_log(work.path());
  if (result.exit_status != 0) {
    core::write_file_atomically(folder / "report.log", log);
    return {.problem = "LaTeX stopped: " + first_error(log)};
  }
  core::write_file_atomically(folder / "report.pdf", core::read_file(work / "report.pdf"));
  return {.is_built = true, .warnings = latex_warnings(log)};
}

}  // namespace pinna::report
