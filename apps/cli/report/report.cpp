// pinna report FOLDER
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/report/class_spectrograms.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/options.h"
#include "pinna/data/read_dataset.h"
#include "pinna/report/figure_files.h"
#include "pinna/report/html_report.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  fs::path folder;
  fs::path output;
};

report::Findings read_findings(const fs::path& folder) {
  core::require_folder(folder, "study or run");
  return runs::RunFolder::exists(folder) ? report::findings_of(runs::RunFolder::open(folder))
                                         : report::findings_of(runs::StudyFolder::open(folder));
}

/// Sounds and pictures from the dataset; fewer, with a warning, if it cannot be read any more.
report::HtmlReportOptions illustrations(const report::Findings& findings) {
  const core::ConfigTable& recipe = findings.recipe;
  report::HtmlReportOptions options;
  try {
    const data::ClipTable table =
        data::read_dataset(core::parse_options<data::DatasetOptions>(recipe.table("data")));
    for (const data::Clip& clip : table.clips) options.clip_audio[clip.id] = clip.path;
    options.figures.push_back(
        class_spectrograms(table, recipe, findings.arms.front().runs.front().model));
  } catch (const core::Error& error) {
    spdlog::warn("sounds or spectrograms are missing in the report: {}", error.what());
  }
  return options;
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
  const report::Findings findings = read_findings(arguments.folder);
  const fs::path folder = arguments.output.empty() ? arguments.folder / "report" : arguments.output;
  const fs::path page = folder / "index.html";
  core::make_folder(folder);
  core::write_file_atomically(page, report::html_report(findings, illustrations(findings)));
  nlohmann::ordered_json files = nlohmann::ordered_json::array();
  for (const fs::path& figure : report::write_figures(findings, folder / "figures"))
    files.push_back(figure.string());
  nlohmann::ordered_json arms = nlohmann::ordered_json::array();
  std::string text = fmt::format("{}\n", fs::absolute(page).lexically_normal().string());
  for (const report::ArmFindings& arm : findings.arms) {
    arms.push_back({{"arm", arm.summary.arm}, {"accuracy", arm.summary.accuracy.mean}});
    text += sentence(arm.summary);
  }
  console.report(
      "report", {{"page", page.string()}, {"figures", std::move(files)}, {"arms", std::move(arms)}},
      text);
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("FOLDER", arguments->folder, "a study or a run")->required();
  app.add_option("-o,--output", arguments->output, "where to; default FOLDER/report")
      ->type_name("DIR");
  return [arguments](Console& console) { make_report(*arguments, console); };
}

}  // namespace

Command report_command() {
  return {{"report", "Writes one page of results, and the figures as files",
           "pinna report studies/esc10"},
          configure};
}

}  // namespace pinna::cli
