// pinna study run: a recipe over folds and seeds.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "apps/cli/network_program.h"
#include "apps/cli/study/study_report.h"
#include "apps/cli/torch/commands.h"
#include "apps/cli/torch/recipe_arguments.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "pinna/core/interrupt.h"
#include "pinna/study/run_study.h"
#include "pinna/study/weaknesses.h"

namespace pinna::cli {
namespace {

struct Arguments {
  RecipeArguments recipe;
  std::string folder;
  std::optional<int64_t> jobs;
};

/// This program again, training and scoring one run of the study.
std::vector<std::string> worker_command(const std::filesystem::path& study, const runs::RunKey& key,
                                        const std::filesystem::path& run) {
  return {network_program().string(),
          "train",
          runs::StudyFolder::open(study).recipe_path().string(),
          "--fold",
          std::to_string(key.fold),
          "--seed",
          std::to_string(key.seed),
          "--run",
          run.string(),
          "--resume",
          "--evaluate"};
}

void run(const Arguments& arguments, Console& console) {
  study::StudyRecipe study = arguments.recipe.read();
  if (arguments.jobs) study.study.jobs = *arguments.jobs;
  const std::filesystem::path folder =
      arguments.folder.empty() ? "studies/" + study.recipe.name : arguments.folder;
  for (const std::string& weakness : study::weaknesses_of(study.recipe)) spdlog::warn(weakness);
  core::install_interrupt_handler();

  std::unique_ptr<core::Progress> progress;
  study::run_study(
      study, folder,
      {.worker_command =
           [&](const runs::RunKey& key, const std::filesystem::path& run) {
             return worker_command(folder, key, run);
           },
       .on_progress =
           [&](const study::StudyProgress& now) {
             if (!progress)
               progress.reset(new core::Progress(
                   console.progress(folder.string(), now.epochs_total, now.epochs_done)));
             progress->step(now.epochs_done,
                            fmt::format("{} of {} runs done", now.runs_done, now.runs_total));
           },
       .stop_requested = core::interrupt_requested});
  progress.reset();
  report_study(folder, console);
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  arguments->recipe.add_to(app);
  app.add_option("-o,--output", arguments->folder, "folder of the study (default: studies/NAME)");
  app.add_option("--jobs", arguments->jobs, "runs at the same time")->check(CLI::PositiveNumber);
  return [arguments](Console& console) { run(*arguments, console); };
}

}  // namespace

Command study_run_command() {
  return {network_command("study run"), configure};
}

}  // namespace pinna::cli
