#include "pinna/report/pack_readme.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/report/machine_paths.h"
#include "pinna/report/pack_layout.h"

namespace pinna::report {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> contents{
    {{layout::report_pdf, "the report"},
     {layout::report_folder, "its source: LaTeX, references, figures"},
     {layout::discussion, "the author's own words in it"},
     {layout::notebook, "the study as a notebook, with outputs"},
     {layout::case_study_folder,
      "one recording that no network was trained on: the recording, who made it, what each network "
      "says of it, a page to listen (`index.html`)"},
     {layout::recipes_folder, "everything that was decided: the study, and each arm as it was run"},
     {layout::results, "the scores of every run"},
     {layout::comparisons, "differences between arms, with intervals and tests"},
     {layout::code_folder, "the author's own code"},
     {layout::checksums, "SHA-256 of every file; `sha256sum -c SHA256SUMS`"}}};

bool has_any(const std::vector<ZipSource>& files, std::string_view start) {
  return std::any_of(files.begin(), files.end(),
                     [&](const ZipSource& file) { return file.name.starts_with(start); });
}

bool names_sources(const core::ConfigTable& study) {
  return study.table("data").find("sources") != nullptr;
}

std::string versions_of(const runs::StudyFolder& study) {
  std::string text;
  if (const auto keys = study.runs(); !keys.empty())
    for (const auto& [name, version] :
         runs::RunFolder::open(study.run_path(keys.front())).environment().versions)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, version);
  return text;
}

}  // namespace

std::string pack_readme(const runs::StudyFolder& study, const std::string& title,
                        const std::string& report_template, const std::vector<ZipSource>& files) {
  const runs::StudyPlan plan = study.plan();
  std::string text = fmt::format(
      "# {}\n\nA study made with Pinna: {} arm{} ({}), {} fold{}, {} seed{}.\n\n"
      "| file | what it is |\n|---|---|\n",
      title, plan.arms.size(), plan.arms.size() == 1 ? "" : "s", fmt::join(plan.arms, ", "),
      plan.folds.size(), plan.folds.size() == 1 ? "" : "s", plan.seeds.size(),
      plan.seeds.size() == 1 ? "" : "s");
  for (const auto& [name, meaning] : contents)
    if (name == layout::checksums || has_any(files, name))
      text += fmt::format("| `{}` | {} |\n", name, meaning);

  const core::ConfigTable recipe = study.study();
  text += fmt::format(
      "\n## Run it again\n\n"
      "    pinna study run recipes/study.toml --data DATA{} -o study\n",
      names_sources(recipe) ? " --sources SOURCES" : "");
  if (plan.arms.size() > 1) text += "    pinna study compare study\n";
  text += fmt::format(
      "    pinna report study --template {}{}\n\n"
      "`DATA` is the folder of the data set, which the recipes call `{}`{}; `{}` is the study's "
      "own folder. Paths of the machine that made this are left out. `notebook.ipynb` reads the "
      "study that the environment variable `PINNA_STUDY` names: `PINNA_STUDY=study jupyter "
      "notebook notebook.ipynb`, with the Python module of Pinna.\n",
      report_template, has_any(files, layout::case_study_folder) ? " --case case-study" : "",
      data_name,
      names_sources(recipe) ? fmt::format(", `SOURCES` that of its recordings, `{}`", sources_name)
                            : "",
      study_name);
  if (const std::string versions = versions_of(study); !versions.empty())
    text += fmt::format("\nMade with {}.\n", versions);
  return text;
}

}  // namespace pinna::report
