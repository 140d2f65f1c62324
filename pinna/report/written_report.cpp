#include "pinna/report/written_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/files.h"
#include "pinna/report/pdf_text.h"
#include "pinna/report/zip_file.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view schema = "pinna.written_report/1";

void write_figures(const Paper& paper, const fs::path& folder) {
  core::make_folder(folder);
  for (const PaperSection& section : paper.sections)
    for (const PaperBlock& block : section.blocks) {
      const auto* figure = std::get_if<PaperFigure>(&block);
      if (!figure) continue;
      const fs::path target = folder / (figure->name + ".pdf");
      if (figure->files.empty()) {
        write_figure(figure->figure, target);
      } else {
        fs::path source = figure->files;
        source += ".pdf";
        core::write_file_atomically(target, core::read_file(source));
      }
    }
}

/// The sources of the PDF, and nothing else.
void write_overleaf_zip(const fs::path& folder) {
  std::vector<ZipSource> sources{{.name = "report.tex", .file = folder / "report.tex"},
                                 {.name = "references.bib", .file = folder / "references.bib"}};
  for (const auto& entry : fs::directory_iterator(folder / "figures"))
    if (entry.path().extension() == ".pdf")
      sources.push_back(
          {.name = "figures/" + entry.path().filename().string(), .file = entry.path()});
  write_zip(folder / "overleaf.zip", std::move(sources));
}

void copy_case_study(const fs::path& from, const fs::path& to) {
  if (from.empty() || (fs::exists(to) && fs::equivalent(from, to))) return;
  core::make_folder(to);
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    const fs::path target = to / entry.path().lexically_relative(from);
    if (entry.is_directory()) core::make_folder(target);
    if (entry.is_regular_file()) core::write_file_atomically(target, core::read_file(entry.path()));
  }
}

Json record_of(const Paper& paper, const ReportTarget& target, const WrittenReport& report,
               bool has_case_study) {
  Json fields = Json::array();
  for (const FieldWords& entry : report.fields)
    fields.push_back(
        {{"name", entry.field.name}, {"question", entry.field.question}, {"words", entry.words}});
  return {{"schema", schema},
          {"template", target.report_template},
          {"title", paper.title},
          {"author", paper.author},
          {"word_limit", target.word_limit},
          {"words", report.words ? Json(*report.words) : Json(nullptr)},
          {"fields", std::move(fields)},
          {"case_study", has_case_study}};
}

}  // namespace

WrittenReport write_report(const Paper& paper, const ReportTarget& target,
                           const fs::path& case_study) {
  const fs::path& folder = target.folder;
  core::make_folder(folder);
  write_figures(paper, folder / "figures");
  core::write_file_atomically(folder / "report.tex", to_latex(paper));
  core::write_file_atomically(folder / "references.bib", to_bibtex(paper));
  write_overleaf_zip(folder);
  copy_case_study(case_study, folder / "case-study");

  WrittenReport report{.pdf = build_pdf(folder)};
  if (report.pdf.is_built) report.words = count_words(read_pdf(folder / "report.pdf").text);
  for (const PaperField& field : fields_of(paper))
    report.fields.push_back({field.field, is_blank(field.text) ? 0 : count_words(field.text)});
  const std::string note = report.words ? fmt::format("{} of at most {} words in the PDF.",
                                                      *report.words, target.word_limit)
                                        : fmt::format("At most {} words.", target.word_limit);
  core::write_file_atomically(folder / "report.html", to_html(paper, note, target.word_limit));
  core::write_file_atomically(folder / "report.json",
                              record_of(paper, target, report, !case_study.empty()).dump(1) + "\n");
  return report;
}

}  // namespace pinna::report
