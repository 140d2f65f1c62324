#include "apps/cli/report/template_report.h"

#include <chrono>
#include <set>
#include <thread>

#include "apps/cli/report/class_spectrograms.h"
#include "apps/cli/report/illustrations.h"
#include "apps/cli/study/jupyter_beside.h"
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/interrupt.h"
#include "pinna/core/text_table.h"
#include "pinna/data/dataset_options.h"
#include "pinna/data/read_clip.h"
#include "pinna/data/read_dataset.h"
#include "pinna/features/feature.h"
#include "pinna/features/feature_options.h"
#include "pinna/features/mel_options.h"
#include "pinna/report/bank_figure.h"
#include "pinna/report/coursework_paper.h"
#include "pinna/report/feature_figure.h"
#include "pinna/report/practical_paper.h"
#include "pinna/report/recipe_text.h"
#include "pinna/report/study_notebook.h"
#include "pinna/report/window_figure.h"
#include "pinna/report/written_report.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;
using report::PaperFigure;

std::vector<report::AuthorField> fields_of(ReportTemplate chosen) {
  switch (chosen) {
    case ReportTemplate::practical_1:
      return report::feature_fields();
    case ReportTemplate::practical_2:
      return report::classification_fields();
    case ReportTemplate::coursework:
      break;
  }
  return report::coursework_fields();
}

report::DatasetFacts facts_of(const data::ClipTable& table) {
  std::set<std::string> sources;
  for (const data::Clip& clip : table.clips) sources.insert(clip.group);
  return {.name = table.name,
          .licence = table.licence,
          .num_clips = table.num_clips(),
          .num_classes = table.num_classes(),
          .num_folds = std::ssize(table.folds()),
          .num_sources = std::ssize(sources),
          .warnings = table.warnings};
}

/// One clip as every arm's network is given it.
PaperFigure inputs_figure(const report::Findings& findings, const data::Clip& clip) {
  std::vector<report::FeaturePanel> panels;
  const auto input = core::parse_options<data::ClipInputOptions>(findings.recipe.table("input"));
  std::string credit;
  for (const report::ArmFindings& arm : findings.arms) {
    const core::ConfigTable recipe = report::arm_recipe(findings.recipe, arm.summary.arm);
    const auto feature = features::make_feature(features::parse_feature(recipe.table("feature")));
    const audio::Waveform waveform = data::load_clip(clip, feature->sample_rate(), input);
    for (report::FeaturePanel& panel :
         report::feature_panels(*feature, waveform.samples, arm.summary.arm))
      panels.push_back(std::move(panel));
  }
  return {.name = "inputs",
          .caption = fmt::format("One clip ({}, {}) as each network is given it.",
                                 report::display_name(clip.label), clip.id),
          .figure = report::feature_figure(panels)};
}

/// Waveform with its window, the bank where the feature has one, and a clip of each class.
std::vector<PaperFigure> feature_figures(const report::Findings& findings,
                                         const data::ClipTable& table) {
  const core::ConfigTable recipe =
      report::arm_recipe(findings.recipe, findings.arms.front().summary.arm);
  const auto feature_options = features::parse_feature(recipe.table("feature"));
  const auto input = core::parse_options<data::ClipInputOptions>(findings.recipe.table("input"));
  const data::Clip& clip = table.clips.front();
  std::vector<PaperFigure> figures;
  if (const auto* log_mel = std::get_if<features::LogMelOptions>(&feature_options)) {
    const features::MelOptions mel = features::resolved(log_mel->mel);
    const audio::Waveform waveform = data::load_clip(clip, mel.spectrum.sample_rate, input);
    figures.push_back({.name = "window",
                       .caption = "The analysis window, alone, on a frame, and what it does to the "
                                  "spectrum of that frame.",
                       .figure = report::window_figure(mel.spectrum, waveform.samples)});
    figures.push_back(
        {.name = "bank",
         .caption = "The mel bands.",
         .figure = report::bank_figure(features::mel_bank(mel),
                                       static_cast<double>(mel.spectrum.sample_rate) / 2),
         .width = 0.8});
  }
  figures.push_back(inputs_figure(findings, clip));
  const report::CaptionedFigure classes =
      class_spectrograms(table, recipe, findings.arms.front().runs.front().model);
  figures.push_back({.name = "classes", .caption = classes.caption, .figure = classes.figure});
  return figures;
}

report::Paper practical_paper(const TemplateArguments& arguments, report::Discussion discussion) {
  report::Findings findings = report::findings_of(runs::StudyFolder::open(arguments.study));
  report::PracticalMaterial material{.author = arguments.author,
                                     .discussion = std::move(discussion)};
  try {
    const data::ClipTable table = data::read_dataset(
        core::parse_options<data::DatasetOptions>(findings.recipe.table("data")));
    material.dataset = facts_of(table);
    if (arguments.chosen == ReportTemplate::practical_1)
      material.feature_figures = feature_figures(findings, table);
  } catch (const core::MissingInput& error) {
    spdlog::warn("facts and pictures of the data are missing in the report: {}", error.what());
  }
  if (arguments.chosen == ReportTemplate::practical_1)
    return report::feature_paper(findings, material);
  material.shortcuts = illustrate(findings, 0).page.shortcuts;
  return report::classification_paper(findings, material);
}

/// The folder that was named, else the one that an earlier report copied.
fs::path case_study_of(const TemplateArguments& arguments, const fs::path& folder) {
  if (!arguments.case_study.empty()) return arguments.case_study;
  const fs::path earlier = folder / "case-study";
  return runs::InspectionFolder::exists(earlier) ? earlier : fs::path();
}

report::Paper paper_of(const TemplateArguments& arguments, const fs::path& folder) {
  report::Discussion discussion =
      report::read_or_make_discussion(folder / "discussion.md", fields_of(arguments.chosen));
  if (arguments.chosen != ReportTemplate::coursework)
    return practical_paper(arguments, std::move(discussion));
  report::CourseworkMaterial material{.author = arguments.author,
                                      .discussion = std::move(discussion)};
  if (const fs::path found = case_study_of(arguments, folder); !found.empty())
    material.case_study = runs::InspectionFolder(found);
  return report::coursework_paper(runs::StudyFolder::open(arguments.study), material);
}

std::string words_text(const report::WrittenReport& written, int64_t limit) {
  using core::Align;
  core::TextTable table({{"your words"}, {"words", Align::right}, {"about", Align::right}});
  for (const report::FieldWords& entry : written.fields)
    table.add_row({entry.field.name, entry.words == 0 ? "none yet" : fmt::to_string(entry.words),
                   fmt::to_string(entry.field.words)});
  std::string text = table.to_string();
  if (written.words)
    text += fmt::format("{} of at most {} words in the PDF{}\n", *written.words, limit,
                        *written.words > limit ? ": TOO MANY" : "");
  return text;
}

report::WrittenReport write_once(const TemplateArguments& arguments, const fs::path& folder,
                                 const std::string& name) {
  core::make_folder(folder);
  const report::Paper paper = paper_of(arguments, folder);
  const report::WrittenReport written = report::write_report(
      paper, {.folder = folder, .report_template = name, .word_limit = arguments.words},
      arguments.chosen == ReportTemplate::coursework ? case_study_of(arguments, folder)
                                                     : fs::path());
  if (!written.pdf.is_built) spdlog::warn("no PDF: {}", written.pdf.problem);
  for (const std::string& warning : written.pdf.warnings) spdlog::warn("LaTeX: {}", warning);
  return written;
}

void write_notebook(const TemplateArguments& arguments, const fs::path& folder) {
  const report::WrittenNotebook notebook = report::write_study_notebook(
      runs::StudyFolder::open(arguments.study), folder / "notebook.ipynb",
      {.author = arguments.author,
       .case_study = arguments.chosen == ReportTemplate::coursework
                         ? case_study_of(arguments, folder)
                         : fs::path()},
      jupyter_beside_program());
  if (!notebook.note.empty()) spdlog::warn("notebook: {}", notebook.note);
}

void watch(const TemplateArguments& arguments, const fs::path& folder, const std::string& name,
           Console& console) {
  using namespace std::chrono_literals;
  core::install_interrupt_handler();
  auto seen = fs::last_write_time(folder / "discussion.md");
  spdlog::info("watching {}; Ctrl-C ends it", (folder / "discussion.md").string());
  while (!core::interrupt_requested()) {
    std::this_thread::sleep_for(300ms);
    const auto now = fs::last_write_time(folder / "discussion.md");
    if (now == seen) continue;
    seen = now;
    try {
      console.print(words_text(write_once(arguments, folder, name), arguments.words));
    } catch (const core::BadData& error) {
      spdlog::error("{}", error.what());
    }
  }
}

}  // namespace

void write_template_report(const TemplateArguments& arguments, Console& console) {
  const std::string name = core::enum_name(arguments.chosen);
  core::require_folder(arguments.study, "study");
  const runs::StudyFolder study = runs::StudyFolder::open(arguments.study);
  const fs::path folder = arguments.output.empty() ? study.report_path() / name : arguments.output;
  const report::WrittenReport written = write_once(arguments, folder, name);
  if (!arguments.no_notebook) write_notebook(arguments, folder);

  nlohmann::ordered_json fields = nlohmann::ordered_json::array();
  for (const report::FieldWords& entry : written.fields)
    fields.push_back({{"name", entry.field.name}, {"words", entry.words}});
  nlohmann::ordered_json words = nullptr;
  if (written.words) words = *written.words;
  console.report(
      "template_report",
      {{"template", name},
       {"folder", folder.string()},
       {"pdf", written.pdf.is_built},
       {"words", words},
       {"word_limit", arguments.words},
       {"warnings", written.pdf.warnings},
       {"fields", std::move(fields)}},
      fmt::format("{}\n{}",
                  (folder / (written.pdf.is_built ? "report.pdf" : "report.tex")).string(),
                  words_text(written, arguments.words)));
  if (arguments.watch) watch(arguments, folder, name, console);
}

}  // namespace pinna::cli
