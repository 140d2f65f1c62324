#include "pinna/report/build_pdf.h"

#include <sstream>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/subprocess.h"
#include "pinna/core/temporary_folder.h"
#include "pinna/core/utf8.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;

constexpr double max_seconds = 120;
constexpr int64_t max_output_bytes = int64_t{1} << 26;
constexpr const char* how_to_install =
    "for the PDF install latexmk, texlive-latex-recommended, texlive-fonts-recommended and "
    "lmodern; "
    "report.tex is complete, and overleaf.zip compiles on Overleaf";

std::string log_in(const fs::path& folder) {
  const fs::path log = folder / "report.log";
  return fs::exists(log) ? core::read_file(log, max_output_bytes) : "";
}

/// The sources alone, so that nothing else of the folder is read or left in it.
void copy_sources(const fs::path& from, const fs::path& to) {
  for (const char* name : {"report.tex", "references.bib"})
    core::write_file_atomically(to / name, core::read_file(from / name));
  if (!fs::is_directory(from / "figures")) return;
  core::make_folder(to / "figures");
  for (const auto& entry : fs::directory_iterator(from / "figures"))
    if (entry.path().extension() == ".pdf")
      core::write_file_atomically(to / "figures" / entry.path().filename(),
                                  core::read_file(entry.path()));
}

/// "! LaTeX Error: File `lmodern.sty' not found."
bool lacks_a_package(const std::string& error) {
  return error.find(".sty' not found") != std::string::npos ||
         error.find(".cls' not found") != std::string::npos;
}

/// latexmk itself, or the pdflatex that it calls.
bool lacks_latex(const core::ProcessResult& result, const std::string& log) {
  return log.empty() &&
         (result.exit_status == 127 || result.errors.find("not found") != std::string::npos ||
          result.output.find("not found") != std::string::npos);
}

}  // namespace

std::vector<std::string> latex_warnings(const std::string& log) {
  std::vector<std::string> warnings;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("Overfull") || line.starts_with("LaTeX Warning: Citation") ||
        line.starts_with("LaTeX Warning: Reference"))
      warnings.push_back(core::valid_utf8(line));
  return warnings;
}

std::string latex_error(const std::string& log) {
  std::istringstream lines(log);
  std::string error;
  for (std::string line; std::getline(lines, line);) {
    if (error.empty() && line.starts_with("! ")) error = core::valid_utf8(line.substr(2));
    if (!error.empty() && line.starts_with("l."))
      return fmt::format("{} ({})", error, core::valid_utf8(line));
  }
  return error;
}

BuiltPdf build_pdf(const fs::path& folder) {
  // Not with -silent: latexmk then overlooks that BibTeX is needed. Long lines keep warnings whole.
  const core::TemporaryFolder work;
  copy_sources(folder, work.path());
  core::ProcessResult result;
  try {
    result =
        core::run_program({"latexmk", "-norc", "-pdf", "-halt-on-error", "-interaction=nonstopmode",
                           "-no-shell-escape", "-cd", (work / "report.tex").string()},
                          "", "", max_output_bytes, max_seconds, {{"max_print_line", "1000"}});
  } catch (const core::IoError& error) {
    return {.outcome = PdfOutcome::no_latex,
            .problem = fmt::format("{}; {}", error.what(), how_to_install)};
  }
  const std::string log = log_in(work.path());
  if (result.exit_status == 0) {
    core::write_file_atomically(folder / "report.pdf", core::read_file(work / "report.pdf"));
    fs::remove(folder / "report.log");
    return {.warnings = latex_warnings(log)};
  }
  const std::string error = latex_error(log);
  if (lacks_latex(result, log) || lacks_a_package(error))
    return {.outcome = PdfOutcome::no_latex,
            .problem = fmt::format("{}; {}", error.empty() ? "LaTeX is not installed" : error,
                                   how_to_install)};
  core::write_file_atomically(folder / "report.log", log);
  return {
      .outcome = PdfOutcome::failed,
      .problem = error.empty() ? fmt::format("status {} of latexmk", result.exit_status) : error};
}

}  // namespace pinna::report
