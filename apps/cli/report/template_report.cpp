#include "apps/cli/report/template_report.h"

#include <chrono>
#include <functional>
#include <thread>
#include <vector>

#include "apps/cli/report/course_material.h"
#include "apps/cli/study/jupyter_beside.h"
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/interrupt.h"
#include "pinna/core/text_table.h"
#include "pinna/core/utf8.h"
#include "pinna/report/coursework_paper.h"
#include "pinna/report/practical_paper.h"
#include "pinna/report/study_notebook.h"
#include "pinna/report/written_report.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

/// Makes the paper of what the author has written; everything else is read once.
using MakePaper = std::function<report::Paper(report::Discussion, std::vector<report::Reference>)>;

struct Draft {
  std::vector<report::AuthorField> fields = {};
  MakePaper make = {};
};

Draft practical_draft(const TemplateArguments& arguments, const std::string& author) {
  const bool is_first = arguments.chosen == ReportTemplate::practical_1;
  report::Findings findings = report::findings_of(runs::StudyFolder::open(arguments.study));
  report::PracticalMaterial material{
      .author = author,
      .title = arguments.title,
      .dataset = dataset_facts(findings, is_first ? Audit::all_clips : Audit::none)};
  if (is_first)
    material.feature_figures = feature_figures(findings);
  else if (material.dataset)
    material.shortcuts = shortcuts_beside(findings);
  return {is_first ? report::feature_fields() : report::classification_fields(),
          [is_first, findings = std::move(findings), material = std::move(material)](
              report::Discussion discussion, std::vector<report::Reference> references) mutable {
            material.discussion = std::move(discussion);
            material.own_references = std::move(references);
            return is_first ? report::feature_paper(findings, material)
                            : report::classification_paper(findings, material);
          }};
}

Draft coursework_draft(const TemplateArguments& arguments, const std::string& author,
                       const report::ReportFolder& folder) {
  report::CourseworkMaterial material{
      .author = author,
      .title = arguments.title,
      .scenes = scene_facts(runs::StudyFolder::open(arguments.study).study())};
  if (runs::InspectionFolder::exists(folder.case_study_path()))
    material.case_study.emplace(folder.case_study_path());
  return {report::coursework_fields(),
          [path = arguments.study, material = std::move(material)](
              report::Discussion discussion, std::vector<report::Reference> references) mutable {
            material.discussion = std::move(discussion);
            material.own_references = std::move(references);
            return report::coursework_paper(runs::StudyFolder::open(path), material);
          }};
}

std::string words_text(const report::WrittenReport& written, int64_t limit) {
  return written.words ? fmt::format("{} of at most {} words on {} page{}", *written.words, limit,
                                     *written.num_pages, *written.num_pages == 1 ? "" : "s")
                       : fmt::format("words not counted, at most {}", limit);
}

std::string summary_text(const report::WrittenReport& written, const report::ReportFolder& folder,
                         int64_t limit) {
  using core::Align;
  core::TextTable table({{"your field"}, {"words", Align::right}, {"about", Align::right}});
  for (const report::FieldWords& entry : written.fields)
    table.add_row(
        {entry.field.name, fmt::to_string(entry.words), fmt::to_string(entry.field.words)});
  const bool is_built = written.pdf.outcome == report::PdfOutcome::built;
  return fmt::format(
      "{}\n{}\n\n{}\nwrite in {}\n", (is_built ? folder.pdf_path() : folder.source_path()).string(),
      words_text(written, limit), table.to_string(), folder.discussion_path().string());
}

nlohmann::ordered_json body_of(const report::WrittenReport& written,
                               const TemplateArguments& arguments,
                               const report::ReportFolder& folder) {
  nlohmann::ordered_json fields = nlohmann::ordered_json::array();
  for (const report::FieldWords& entry : written.fields)
    fields.push_back({{"name", entry.field.name}, {"words", entry.words}});
  const bool is_built = written.pdf.outcome == report::PdfOutcome::built;
  const auto number = [](const std::optional<int64_t>& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
  };
  return {{"folder", folder.path().string()},
          {"template", core::enum_name(arguments.chosen)},
          {"pdf", is_built ? nlohmann::ordered_json(folder.pdf_path().string())
                           : nlohmann::ordered_json(nullptr)},
          {"pages", number(written.num_pages)},
          {"words", number(written.words)},
          {"word_limit", arguments.words},
          {"fields", std::move(fields)},
          {"warnings", written.warnings}};
}

/// Reads what the author has written by now, and writes the folder.
report::WrittenReport build(Draft& draft, const TemplateArguments& arguments,
                            const report::ReportFolder& folder) {
  core::make_folder(folder.path());
  const auto discussion = report::read_or_make_discussion(folder.discussion_path(), draft.fields);
  report::WrittenReport written = report::write_report(
      draft.make(discussion, folder.own_references()),
      {.report_template = core::enum_name(arguments.chosen), .word_limit = arguments.words},
      folder);
  for (const std::string& warning : written.warnings) spdlog::warn("{}", warning);
  if (written.pdf.outcome == report::PdfOutcome::no_latex)
    spdlog::warn("no report.pdf: {}", written.pdf.problem);
  return written;
}

[[noreturn]] void throw_latex_error(const report::WrittenReport& written,
                                    const report::ReportFolder& folder) {
  throw core::BadData({.what = "LaTeX stopped",
                       .got = written.pdf.problem,
                       .where = folder.source_path().string(),
                       .fix = "report.log says more; everything but report.pdf is written"});
}

/// When the author's files were last written.
std::vector<fs::file_time_type> times_of(const report::ReportFolder& folder) {
  std::vector<fs::file_time_type> times;
  for (const fs::path& file : {folder.discussion_path(), folder.own_references_path()}) {
    std::error_code is_absent;
    times.push_back(fs::last_write_time(file, is_absent));
  }
  return times;
}

/// One line whenever the author has saved, until an interrupt.
void watch(Draft& draft, const TemplateArguments& arguments, const report::ReportFolder& folder,
           Console& console) {
  constexpr std::chrono::milliseconds pause(250);
  core::install_interrupt_handler();
  spdlog::info("waiting for changes of {}; Ctrl-C ends", folder.discussion_path().string());
  auto seen = times_of(folder);
  while (!core::interrupt_requested()) {
    std::this_thread::sleep_for(pause);
    const auto now = times_of(folder);
    if (now == seen) continue;
    seen = now;
    try {
      const report::WrittenReport written = build(draft, arguments, folder);
      std::string line = words_text(written, arguments.words);
      for (const report::FieldWords& entry : written.fields)
        line += fmt::format("; {} {}/{}", entry.field.name, entry.words, entry.field.words);
      console.print(line + "\n");
      if (written.pdf.outcome == report::PdfOutcome::failed) throw_latex_error(written, folder);
    } catch (const core::Error& error) {
      spdlog::error("{}", error.what());  // the author mends it and saves again
    }
  }
}

void write_notebook(const TemplateArguments& arguments, const std::string& author,
                    const report::ReportFolder& folder) {
  report::StudyNotebookOptions options{.title = arguments.title, .author = author};
  if (runs::InspectionFolder::exists(folder.case_study_path()))
    options.case_study = folder.case_study_path();
  const report::WrittenNotebook written =
      report::write_study_notebook(runs::StudyFolder::open(arguments.study), folder.notebook_path(),
                                   options, jupyter_beside_program());
  if (!written.note.empty()) spdlog::warn("{}", written.note);
}

}  // namespace

void write_template_report(const TemplateArguments& given, Console& console) {
  TemplateArguments arguments = given;
  arguments.title = core::valid_utf8(given.title);
  core::require_folder(arguments.study, "study");
  const runs::StudyFolder study = runs::StudyFolder::open(arguments.study);
  const report::ReportFolder folder(arguments.output.empty()
                                        ? study.report_path() / core::enum_name(arguments.chosen)
                                        : arguments.output);
  if (!arguments.case_study.empty()) folder.copy_case_study(arguments.case_study);
  const std::string author =
      arguments.author.empty() ? folder.recorded_author() : core::valid_utf8(arguments.author);
  Draft draft = arguments.chosen == ReportTemplate::coursework
                    ? coursework_draft(arguments, author, folder)
                    : practical_draft(arguments, author);
  const report::WrittenReport written = build(draft, arguments, folder);
  if (!arguments.no_notebook) write_notebook(arguments, author, folder);
  console.report("template_report", body_of(written, arguments, folder),
                 summary_text(written, folder, arguments.words));
  if (arguments.watch) return watch(draft, arguments, folder, console);
  if (written.pdf.outcome == report::PdfOutcome::failed) throw_latex_error(written, folder);
}

}  // namespace pinna::cli
