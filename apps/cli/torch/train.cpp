// pinna train: one run.
#include <memory>
#include <optional>

#include "apps/cli/network_program.h"
#include "apps/cli/torch/commands.h"
#include "apps/cli/torch/recipe_arguments.h"
#include "apps/cli/torch/run_report.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/interrupt.h"
#include "pinna/core/progress.h"
#include "pinna/study/measure_epoch.h"
#include "pinna/study/train_run.h"

namespace pinna::cli {
namespace {

struct Arguments {
  RunRecipeArguments recipe;
  std::string run;
  bool resume = false;
  bool evaluate = false;
  std::optional<double> measure;
};

void measure(const study::Recipe& recipe, double seconds, Console& console) {
  const study::EpochCost cost = study::measure_epoch(recipe, seconds, core::interrupt_requested);
  const double total =
      cost.seconds_before + cost.seconds_per_epoch * static_cast<double>(recipe.training.epochs);
  console.report(
      "epoch-cost", to_json(cost),
      fmt::format("{}: {:.3g} s an epoch, {} for {} epochs\n", recipe.name, cost.seconds_per_epoch,
                  core::format_duration(total), recipe.training.epochs));
}

void train(const Arguments& arguments, Console& console) {
  const study::Recipe recipe = arguments.recipe.read();
  if (arguments.measure) {
    core::install_interrupt_handler();
    return measure(recipe, *arguments.measure, console);
  }
  const std::string folder =
      arguments.run.empty()
          ? fmt::format("runs/{}-fold{}-seed{}", recipe.name, recipe.fold, recipe.seed)
          : arguments.run;
  core::install_interrupt_handler();

  std::unique_ptr<core::Progress> progress;
  std::string note;
  training::FitHooks hooks;
  hooks.stop_requested = core::interrupt_requested;
  hooks.on_step = [&](int64_t step, int64_t total, double loss) {
    if (!progress) progress.reset(new core::Progress(console.progress(folder, total, step - 1)));
    progress->step(step, note.empty() ? fmt::format("loss {:.3f}", loss) : note);
  };
  hooks.on_epoch = [&](const training::EpochRecord& epoch) { note = describe(epoch); };
  study::train_run(recipe, folder, arguments.resume ? study::Start::resume : study::Start::fresh,
                   hooks, warn);
  progress.reset();

  if (arguments.evaluate) {
    if (core::interrupt_requested())
      throw core::Interrupted({.what = "stopped before the evaluation",
                               .where = folder,
                               .fix = "continue with --resume --evaluate"});
    study::evaluate_run(folder, warn);
  }
  report_run(folder, console);
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  arguments->recipe.add_to(app);
  auto* run =
      app.add_option("--run", arguments->run, "folder of the run (default: runs/NAME-foldK-seedS)");
  auto* resume = app.add_flag("--resume", arguments->resume,
                              "continue the run in that folder from its checkpoint");
  auto* evaluate =
      app.add_flag("--evaluate", arguments->evaluate, "score the held-out fold afterwards");
  app.add_option("--measure", arguments->measure,
                 "train for so many seconds, keep nothing and say what an epoch takes")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, 3600.0))
      ->excludes(run)
      ->excludes(resume)
      ->excludes(evaluate);
  return [arguments](Console& console) { train(*arguments, console); };
}

}  // namespace

Command train_command() {
  return {network_command("train"), configure};
}

}  // namespace pinna::cli
