#include "pinna/report/written_report.h"

#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/json_text.h"
#include "pinna/report/bibtex_entries.h"
#include "pinna/report/pdf_text.h"
#include "pinna/report/zip_file.h"
#include "pinna/runs/inspection_folder.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view schema = "pinna.written_report/1";

/// Draws those of the paper, and removes PDF files of figures that it has no more.
void write_figures(const Paper& paper, const fs::path& folder) {
  core::make_folder(folder);
  std::set<fs::path> written;
  for (const PaperSection& section : paper.sections)
    for (const PaperBlock& block : section.blocks) {
      const auto* figure = std::get_if<PaperFigure>(&block);
      if (!figure) continue;
      const fs::path target = folder / (figure->name + ".pdf");
      written.insert(target);
      if (figure->files.empty())
        write_figure(figure->figure, target);
      else
        core::write_file_atomically(target, core::read_file(figure->files.string() + ".pdf"));
    }
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".pdf" && !written.contains(entry.path()))
      fs::remove(entry.path());
}

/// The sources of the PDF, and nothing else.
void write_overleaf_zip(const ReportFolder& folder) {
  std::vector<ZipSource> sources{{.name = "report.tex", .file = folder.source_path()},
                                 {.name = "references.bib", .file = folder.references_path()}};
  for (const auto& entry : fs::directory_iterator(folder.figures_path()))
    if (entry.path().extension() == ".pdf")
      sources.push_back(
          {.name = "figures/" + entry.path().filename().string(), .file = entry.path()});
  write_zip(folder.overleaf_path(), std::move(sources));
}

/// Pages and words of the PDF; a warning where they cannot be counted.
void count_pdf(const ReportFolder& folder, int64_t limit, WrittenReport& report) {
  if (report.pdf.outcome != PdfOutcome::built) return;
  try {
    const PdfText text = read_pdf(folder.pdf_path());
    report.num_pages = text.num_pages;
    report.words = count_words(text.text);
  } catch (const core::IoError& error) {
    report.warnings.push_back(fmt::format("words are not counted: {}", error.what()));
  }
  if (report.words && *report.words > limit)
    report.warnings.push_back(fmt::format(
        "report.pdf: {} words, more than the {} that are asked for", *report.words, limit));
}

Json record_of(const Paper& paper, const ReportDemands& demands, const WrittenReport& report,
               bool has_case_study) {
  Json fields = Json::array();
  for (const FieldWords& entry : report.fields)
    fields.push_back({{"name", entry.field.name},
                      {"question", entry.field.question},
                      {"words", entry.words},
                      {"words_suggested", entry.field.words}});
  return {{"schema", schema},
          {"template", demands.report_template},
          {"title", paper.title},
          {"author", paper.author},
          {"word_limit", demands.word_limit},
          {"words", report.words ? Json(*report.words) : Json(nullptr)},
          {"pages", report.num_pages ? Json(*report.num_pages) : Json(nullptr)},
          {"fields", std::move(fields)},
          {"case_study", has_case_study}};
}

}  // namespace

std::vector<Reference> ReportFolder::own_references() const {
  constexpr int64_t max_bytes = 1 << 20;
  const fs::path file = own_references_path();
  if (!fs::exists(file)) return {};
  return parse_bibtex(core::read_file(file, max_bytes), file.string());
}

std::string ReportFolder::recorded_author() const {
  if (!fs::exists(record_path())) return "";
  const Json json = core::parse_json(core::read_file(record_path()), record_path().string());
  const auto author = json.is_object() ? json.find("author") : json.end();
  return author != json.end() && author->is_string() ? author->get<std::string>() : "";
}

void ReportFolder::copy_case_study(const fs::path& from) const {
  const fs::path to = case_study_path();
  if (fs::exists(to) && fs::equivalent(from, to)) return;
  runs::InspectionFolder(from).read();  // what is no case study replaces none
  const fs::path beside = path_ / ".case-study.new";
  fs::remove_all(beside);  // what an interrupted copy left
  core::make_folder(beside);
  for (const auto& entry : fs::recursive_directory_iterator(from)) {
    const fs::path target = beside / entry.path().lexically_relative(from);
    if (entry.is_symlink()) continue;
    if (entry.is_directory()) core::make_folder(target);
    if (entry.is_regular_file()) fs::copy_file(entry.path(), target);
  }
  fs::remove_all(to);
  fs::rename(beside, to);
}

WrittenReport write_report(const Paper& paper, const ReportDemands& demands,
                           const ReportFolder& folder) {
  core::make_folder(folder.path());
  write_figures(paper, folder.figures_path());
  core::write_file_atomically(folder.source_path(), to_latex(paper));
  core::write_file_atomically(folder.references_path(), to_bibtex(paper));
  write_overleaf_zip(folder);

  WrittenReport report{.pdf = build_pdf(folder.path()), .warnings = unknown_targets(paper)};
  for (const std::string& warning : report.pdf.warnings) report.warnings.push_back(warning);
  for (const PaperField& field : fields_of(paper))
    report.fields.push_back({field.field, words_of(field)});
  count_pdf(folder, demands.word_limit, report);
  core::write_file_atomically(folder.page_path(), to_html(paper, {.word_limit = demands.word_limit,
                                                                  .words = report.words}));
  core::write_file_atomically(
      folder.record_path(),
      record_of(paper, demands, report, runs::InspectionFolder::exists(folder.case_study_path()))
              .dump(1) +
          "\n");
  return report;
}

}  // namespace pinna::report
