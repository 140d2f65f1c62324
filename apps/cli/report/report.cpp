// pinna report FOLDER [--template NAME]
#include <filesystem>
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/option_values.h"
#include "apps/cli/report/illustrations.h"
#include "apps/cli/report/template_report.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/report/errors_page.h"
#include "pinna/report/figure_files.h"
#include "pinna/report/html_report.h"
#include "pinna/report/worst_errors.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  fs::path folder;
  fs::path output;
  int64_t errors = 20;
  TemplateArguments paper;
};

report::Findings read_findings(const fs::path& folder) {
  core::require_folder(folder, "study or run");
  return runs::RunFolder::exists(folder) ? report::findings_of(runs::RunFolder::open(folder))
                                         : report::findings_of(runs::StudyFolder::open(folder));
}

std::string sentence(const runs::ArmSummary& arm) {
  const auto& pooled = arm.pooled;
  return fmt::format(
      "{}: accuracy {:.1f} % over {} folds, pooled {:.1f} % [{:.1f}, {:.1f}] on {} "
      "clips, macro F1 {:.1f} %\n",
      arm.arm, 100 * arm.accuracy.mean, arm.num_folds, 100 * pooled.accuracy,
      100 * pooled.accuracy_interval.low, 100 * pooled.accuracy_interval.high, pooled.num_clips,
      100 * arm.macro_f1.mean);
}

void make_report(const Arguments& arguments, Console& console) {
  report::Findings findings = read_findings(arguments.folder);
  Illustrations illustrations = illustrate(findings, arguments.errors);
  const fs::path folder = arguments.output.empty() ? arguments.folder / "report" : arguments.output;
  const fs::path page = folder / "index.html";
  core::make_folder(folder);
  nlohmann::ordered_json pages = nlohmann::ordered_json::array();
  for (const report::ArmFindings& arm : findings.arms) {
    if (arguments.errors == 0) break;
    const std::string name = report::errors_page_name(findings, arm);
    core::write_file_atomically(
        folder / name,
        report::errors_page(findings, arm, report::worst_errors(arm.predictions, arguments.errors),
                            illustrations.errors));
    illustrations.page.errors_pages[arm.summary.arm] = name;
    pages.push_back((folder / name).string());
  }
  core::write_file_atomically(page, report::html_report(findings, illustrations.page));
  nlohmann::ordered_json files = nlohmann::ordered_json::array();
  for (const fs::path& figure : report::write_figures(findings, folder / "figures"))
    files.push_back(figure.string());
  nlohmann::ordered_json arms = nlohmann::ordered_json::array();
  std::string text = fmt::format("{}\n", fs::absolute(page).lexically_normal().string());
  for (const report::ArmFindings& arm : findings.arms) {
    arms.push_back({{"arm", arm.summary.arm}, {"accuracy", arm.summary.accuracy.mean}});
    text += sentence(arm.summary);
  }
  console.report("report",
                 {{"page", page.string()},
                  {"errors_pages", std::move(pages)},
                  {"figures", std::move(files)},
                  {"arms", std::move(arms)}},
                 text);
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("FOLDER", arguments->folder, "a study or a run")->required();
  app.add_option("-o,--output", arguments->output, "where to; default FOLDER/report")
      ->type_name("DIR");
  app.add_option("--errors", arguments->errors, "clips on the page of the worst errors; 0: no page")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  CLI::Option* chosen = add_word_option(app, "--template", arguments->paper.chosen,
                                        "a paper for a course instead, in FOLDER/report/TEMPLATE");
  app.add_option("--case", arguments->paper.case_study, "the case study, of pinna inspect")
      ->type_name("DIR")
      ->needs(chosen);
  app.add_option("--author", arguments->paper.author, "whose paper it is")->needs(chosen);
  app.add_option("--title", arguments->paper.title, "of the paper; default: the template's")
      ->needs(chosen);
  app.add_option("--words", arguments->paper.words, "most words that the PDF may have")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->needs(chosen);
  app.add_flag("--watch", arguments->paper.watch,
               "again whenever discussion.md is saved, with its words counted")
      ->needs(chosen);
  app.add_flag("--no-notebook", arguments->paper.no_notebook, "without notebook.ipynb")
      ->needs(chosen);
  return [arguments, chosen](Console& console) {
    if (chosen->count() == 0) return make_report(*arguments, console);
    arguments->paper.study = arguments->folder;
    arguments->paper.output = arguments->output;
    write_template_report(arguments->paper, console);
  };
}

}  // namespace

Command report_command() {
  return {{"report", "Writes one page of results with its figures, or the paper of a course",
           "pinna report studies/esc10"},
          configure};
}

}  // namespace pinna::cli
