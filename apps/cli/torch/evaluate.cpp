// pinna evaluate: scores of the held-out fold.
#include <memory>
#include <string>

#include "apps/cli/network_program.h"
#include "apps/cli/torch/commands.h"
#include "apps/cli/torch/run_report.h"
#include <CLI/CLI.hpp>

#include "pinna/study/train_run.h"

namespace pinna::cli {
namespace {

Action configure(CLI::App& app) {
  const auto run = std::make_shared<std::string>();
  app.add_option("RUN", *run, "folder of a finished run")->required();
  return [run](Console& console) {
    study::evaluate_run(*run, warn);
    report_run(*run, console);
  };
}

}  // namespace

Command evaluate_command() {
  return {network_command("evaluate"), configure};
}

}  // namespace pinna::cli
