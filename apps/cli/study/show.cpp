// pinna study show: the results of a study so far.
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/study/study_report.h"
#include <CLI/CLI.hpp>

namespace pinna::cli {
namespace {

Action configure(CLI::App& app) {
  const auto folder = std::make_shared<std::string>();
  app.add_option("STUDY", *folder, "folder of a study")->required();
  return [folder](Console& console) { report_study(*folder, console); };
}

}  // namespace

Command study_show_command() {
  return {
      {"study show", "Shows the results of a study so far", "pinna study show studies/esc10-quick"},
      configure};
}

}  // namespace pinna::cli
