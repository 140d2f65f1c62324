#include "pinna/report/study_notebook.h"

#include <algorithm>
#include <set>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/report/machine_paths.h"
#include "pinna/report/pack.h"
#include "pinna/report/study_cells.h"
#include "pinna/runs/inspection_folder.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;

/// What the runs of a study answer.
struct Answers {
  bool clips = false;
  bool events = false;
};

/// From where to where without naming a folder of the machine; `instead` where that cannot be.
std::string relative_path(const fs::path& target, const fs::path& folder, std::string instead) {
  const fs::path from = fs::weakly_canonical(fs::absolute(folder));
  const fs::path to = fs::weakly_canonical(fs::absolute(target));
  const auto [end_of_from, end_of_to] =
      std::mismatch(from.begin(), from.end(), to.begin(), to.end());
  const bool share_only_root = std::distance(from.begin(), end_of_from) <= 1;
  if (share_only_root) return instead;
  return to.lexically_relative(from).generic_string();
}

std::string python_text(std::string_view text) {
  return nlohmann::json(text).dump();
}

Answers answers_of(const runs::StudyFolder& study) {
  Answers answers;
  for (const std::string& name : runs::measure_names(study.results())) {
    answers.clips = answers.clips || name == "accuracy";
    answers.events = answers.events || name == "psds1";
  }
  if (!answers.clips && !answers.events)
    throw core::MissingInput({.what = "results of the study",
                              .got = "no run that is evaluated",
                              .where = study.path().string(),
                              .fix = "run pinna study run to its end"});
  return answers;
}

class NotebookWriter {
 public:
  void text(std::string id, std::string source) {
    notebook_.cells.push_back(
        {.kind = CellKind::markdown, .id = std::move(id), .source = std::move(source)});
  }
  void code(std::string id, std::string_view source, std::vector<std::string> tags = {}) {
    const size_t start = source.find_first_not_of('\n');
    const size_t end = source.find_last_not_of('\n') + 1;
    notebook_.cells.push_back({.kind = CellKind::code,
                               .id = std::move(id),
                               .source = std::string(source.substr(start, end - start)),
                               .tags = std::move(tags)});
  }
  Notebook finish(std::string title) {
    notebook_.title = std::move(title);
    return std::move(notebook_);
  }

 private:
  Notebook notebook_;
};

std::string count_of(size_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string question_of(const Answers& answers, const runs::StudyPlan& plan) {
  std::string text;
  if (answers.clips && answers.events) {
    text =
        "*What* sounds, and *when*? A tagger answers the first question, a detector of events the "
        "second. The arms below are ways to answer both, alone and combined: do the two inferences "
        "help one another?";
  } else if (answers.events) {
    text = "*What* sounds, and *when*? The arms below are detectors of events on the same scenes.";
  } else {
    text = "*What* is heard in a clip?";
    if (plan.arms.size() > 1)
      text +=
          " The arms below answer that for the same clips: which differences between them are "
          "more than chance?";
  }
  return text + fmt::format("\n\n{} ({}), {}, {}.", count_of(plan.arms.size(), "arm"),
                            fmt::join(plan.arms, ", "), count_of(plan.folds.size(), "fold"),
                            count_of(plan.seeds.size(), "seed"));
}

/// Name, licence and sizes, as the first run that classified clips recorded them.
std::string data_of(const runs::StudyFolder& study) {
  for (const runs::RunKey& key : study.runs()) {
    const runs::RunFolder run = runs::RunFolder::open(study.run_path(key));
    if (!run.has_scores()) continue;
    const runs::Protocol protocol = run.scores().protocol;
    std::string licence = protocol.licence;
    licence.erase(licence.find_last_not_of(". ") + 1);
    if (!licence.empty()) licence = fmt::format(" Licence: {}.", licence);
    return fmt::format("Data set: {}.{} {}", protocol.dataset.empty() ? "-" : protocol.dataset,
                       licence, describe(protocol));
  }
  return "Scenes with strong labels: every event has an onset and an offset. Which folds were held "
         "out is in the table of runs.";
}

void add_beginning(NotebookWriter& writer, const runs::StudyFolder& study, const fs::path& folder,
                   const StudyNotebookOptions& options, const Answers& answers,
                   const std::string& title) {
  std::string head = "# " + title + "\n\n";
  if (!options.author.empty()) head += options.author + "\n\n";
  writer.text("title", head + question_of(answers, study.plan()));
  writer.text("how-to-run",
              "The cells read the folder of the study, which `PINNA_STUDY` names, with the Python "
              "module `pinna` (docs/python.md). Outputs are those of the last execution: *Run all "
              "cells* makes them again.");
  std::string parameters = "import os\n\nSTUDY = os.environ.get(\"PINNA_STUDY\", " +
                           python_text(relative_path(study.path(), folder, "study")) + ")";
  if (!options.case_study.empty())
    parameters += "\nCASE = os.environ.get(\"PINNA_CASE\", " +
                  python_text(relative_path(options.case_study, folder, "case-study")) + ")";
  writer.code("parameters", parameters, {std::string(parameters_tag)});
  writer.code("setup", study_cells::setup);
  writer.text("data", "## Data\n\n" + data_of(study));
  writer.text("recipe-text",
              "## Recipe\n\nWhat was decided before training; `study.toml` has every setting. An "
              "arm differs from the recipe in what stands behind its name.");
  writer.code("recipe", study_cells::recipe);
}

void add_results(NotebookWriter& writer, const runs::StudyFolder& study, const Answers& answers) {
  std::string measures = "Mean and standard deviation over runs.";
  if (answers.events)
    measures +=
        " PSDS1 and PSDS2 reward events that are found with few false alarms, over all thresholds; "
        "F1 of events counts onsets within 0.2 s, F1 of segments counts seconds.";
  if (answers.clips) measures += " Accuracy and macro F1 are shares of held-out clips.";
  writer.text("results-text", "## Results\n\n" + measures);
  writer.code("results", study_cells::results);
  writer.code("learning-curves", study_cells::curves);
  if (answers.clips) {
    writer.text("confusions-text", "Which classes the best of the classifiers takes for others:");
    writer.code("confusions", study_cells::confusions);
  }
  if (!fs::exists(study.comparisons_path())) return;
  writer.text(
      "comparisons-text",
      "## Which differences are real\n\nArms and baseline were tested on the same clips and "
      "scenes, fold by fold and seed by seed. Each row has the effect (arm less baseline), "
      "its interval, and, for the first measure of each arm, the p value of a randomisation "
      "test with Holm's correction for the family of comparisons. An interval that holds zero is "
      "no proof of equality.");
  writer.code("comparisons", study_cells::comparisons);
  writer.code("effects", study_cells::effects);
}

void add_case_study(NotebookWriter& writer, const fs::path& folder) {
  const bool has_reference = runs::InspectionFolder(folder).read().reference.has_value();
  writer.text("case-text",
              "## Case study\n\nOne recording that no network was trained on, and what each of "
              "them says of it.");
  writer.code("case", study_cells::inspection);
  writer.code("recording", study_cells::recording);
  writer.code("lanes", study_cells::lanes);
  if (has_reference) {
    writer.text("case-scores-text", "Each of them against the reference labels:");
    writer.code("case-scores", study_cells::case_scores);
  }
  writer.text("disagreements-text", "Where they disagree is where to listen:");
  writer.code("disagreements", study_cells::disagreements);
}

std::string failures_text(const std::vector<CellProblem>& failed) {
  std::vector<std::string> cells;
  for (const CellProblem& problem : failed)
    cells.push_back(fmt::format("cell {}: {}", problem.cell, problem.what));
  return fmt::format("{} ended with an error: {}", count_of(failed.size(), "cell"),
                     fmt::join(cells, "; "));
}

}  // namespace

Notebook study_notebook(const runs::StudyFolder& study, const fs::path& folder,
                        const StudyNotebookOptions& options) {
  const Answers answers = answers_of(study);
  const core::ConfigTable recipe = study.study();
  const core::ConfigValue* name = recipe.find("name");
  const auto* text = name ? std::get_if<std::string>(&name->data) : nullptr;
  const std::string title = !options.title.empty() ? options.title
                            : text                 ? "Study: " + *text
                                                   : std::string("A study");

  NotebookWriter writer;
  add_beginning(writer, study, folder, options, answers, title);
  add_results(writer, study, answers);
  if (!options.case_study.empty()) add_case_study(writer, options.case_study);
  return writer.finish(title);
}

WrittenNotebook write_study_notebook(const runs::StudyFolder& study, const fs::path& file,
                                     const StudyNotebookOptions& options,
                                     const std::optional<Jupyter>& jupyter) {
  const fs::path folder = fs::absolute(file).parent_path();
  core::make_folder(folder);
  core::write_file_atomically(file, notebook_json(study_notebook(study, folder, options)));
  WrittenNotebook written;
  if (!jupyter) {
    written.note = "not executed, as asked";
    return written;
  }
  if (const std::string problem = jupyter_problem(*jupyter); !problem.empty()) {
    written.note = "not executed: " + problem;
    return written;
  }
  const Machine machine = this_machine();
  const std::vector<NamedPlace> places = places_of(study);
  std::string text;
  try {
    text = executed_notebook(file, *jupyter);
  } catch (const core::IoError& error) {
    written.note = error.what();
    return written;
  }
  text = rewrite_outputs(text, file.string(), [&](std::string_view output) {
    return without_machine(output, places, machine);
  });
  core::write_file_atomically(file, text);
  written.is_executed = true;
  if (const auto failed = failed_cells(parse_notebook(text, file.string())); !failed.empty())
    written.note = failures_text(failed);
  return written;
}

}  // namespace pinna::report
