// pinna study notebook: a study as a notebook for Jupyter.
#include <filesystem>
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/study/jupyter_beside.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/report/study_notebook.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::string study;
  fs::path output;
  bool no_execute = false;
  report::StudyNotebookOptions options;
};

void write_notebook(const Arguments& arguments, Console& console) {
  std::optional<report::Jupyter> jupyter;
  if (!arguments.no_execute) jupyter = jupyter_beside_program();
  const report::WrittenNotebook written = report::write_study_notebook(
      runs::StudyFolder::open(arguments.study), arguments.output, arguments.options, jupyter);
  if (!written.note.empty() && !arguments.no_execute) spdlog::warn("{}", written.note);
  console.report("study_notebook",
                 {{"notebook", arguments.output.string()},
                  {"executed", written.is_executed},
                  {"note", written.note}},
                 fmt::format("{}\n", arguments.output.string()));
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  app.add_option("STUDY", arguments->study, "folder of a study")->required();
  app.add_option("-o,--output", arguments->output, "the notebook")->required()->type_name("FILE");
  app.add_option("--case", arguments->options.case_study, "folder of pinna inspect")
      ->type_name("DIR");
  app.add_option("--title", arguments->options.title, "default: the study's name")
      ->type_name("TEXT");
  app.add_option("--author", arguments->options.author, "who made the study")->type_name("NAME");
  app.add_flag("--no-execute", arguments->no_execute, "leave the cells without outputs");
  return [arguments](Console& console) { write_notebook(*arguments, console); };
}

}  // namespace

Command study_notebook_command() {
  return {{"study notebook", "Writes a study as a Jupyter notebook, executed",
           "pinna study notebook studies/coursework -o coursework.ipynb"},
          configure};
}

}  // namespace pinna::cli
