// pinna study run: the arms of a recipe over folds and seeds.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "apps/cli/network_program.h"
#include "apps/cli/study/study_report.h"
#include "apps/cli/torch/budget_report.h"
#include "apps/cli/torch/commands.h"
#include "apps/cli/torch/recipe_arguments.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "pinna/core/interrupt.h"
#include "pinna/core/shard.h"
#include "pinna/study/run_study.h"
#include "pinna/study/study_budget.h"
#include "pinna/study/weaknesses.h"

namespace pinna::cli {
namespace {

/// Enough steps for an estimate of an epoch, little beside a study.
constexpr const char* kMeasureSeconds = "3";

struct Arguments {
  RecipeArguments recipe;
  std::string folder;
  std::optional<int64_t> jobs;
  std::string shard;
  bool dry_run = false;
  bool no_estimate = false;
};

/// This program again, training and scoring one run of the study.
std::vector<std::string> worker_command(const std::filesystem::path& study, const runs::RunKey& key,
                                        const std::filesystem::path& run) {
  return {network_program().string(),
          "train",
          runs::StudyFolder::open(study).recipe_path().string(),
          "--arm",
          key.arm,
          "--fold",
          std::to_string(key.fold),
          "--seed",
          std::to_string(key.seed),
          "--run",
          run.string(),
          "--resume",
          "--evaluate"};
}

/// This program again, training a few steps of an arm.
std::vector<std::string> measure_command(const std::string& arm, int64_t fold,
                                         const std::filesystem::path& recipe) {
  return {network_program().string(), "train",     recipe.string(), "--arm",  arm,      "--fold",
          std::to_string(fold),       "--measure", kMeasureSeconds, "--json", "--quiet"};
}

void run(const Arguments& arguments, Console& console) {
  study::StudyRecipe study = arguments.recipe.read();
  if (arguments.jobs) study.study.jobs = *arguments.jobs;
  const core::Shard shard =
      arguments.shard.empty() ? core::Shard{} : core::parse_shard(arguments.shard);
  const std::filesystem::path folder =
      arguments.folder.empty() ? "studies/" + study.recipe.name : arguments.folder;
  for (const std::string& weakness : study::weaknesses_of(study.recipe)) spdlog::warn(weakness);
  core::install_interrupt_handler();

  std::unique_ptr<core::Progress> progress;
  study::StudyHooks hooks{
      .worker_command =
          [&](const runs::RunKey& key, const std::filesystem::path& run) {
            return worker_command(folder, key, run);
          },
      .on_progress =
          [&](const study::StudyProgress& now) {
            // Runs that train nothing have no epochs to count.
            const bool has_epochs = now.epochs_total > 0;
            const int64_t done = has_epochs ? now.epochs_done : now.runs_done;
            if (!progress)
              progress.reset(new core::Progress(console.progress(
                  folder.string(), has_epochs ? now.epochs_total : now.runs_total, done)));
            progress->step(done, fmt::format("{} of {} runs done", now.runs_done, now.runs_total));
          },
      .stop_requested = core::interrupt_requested};
  if (!arguments.no_estimate)
    hooks.measure_command = [&](const std::string& arm, const std::filesystem::path& recipe) {
      return measure_command(arm, study.study.folds.front(), recipe);
    };

  study::check_study(study, folder);
  const study::StudyBudget budget = study::study_budget(study, folder, shard, hooks);
  if (arguments.dry_run) return report_budget(folder.string(), shard, budget, console);
  spdlog::info("{}", describe(budget));
  study::run_study(study, folder, shard, hooks);
  progress.reset();
  report_study(folder, console);
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  arguments->recipe.add_to(app);
  app.add_option("-o,--output", arguments->folder, "folder of the study (default: studies/NAME)");
  app.add_option("--jobs", arguments->jobs, "runs at the same time")->check(CLI::PositiveNumber);
  app.add_option("--shard", arguments->shard,
                 "only the runs of shard K of N, counted from 1; the others elsewhere")
      ->type_name("K/N");
  app.add_flag("--dry-run", arguments->dry_run,
               "list the runs and estimate their time, then end; makes no file");
  app.add_flag("--no-estimate", arguments->no_estimate,
               "start at once, without measuring an epoch of each arm");
  return [arguments](Console& console) { run(*arguments, console); };
}

}  // namespace

Command study_run_command() {
  return {network_command("study run"), configure};
}

}  // namespace pinna::cli
