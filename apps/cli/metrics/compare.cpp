// pinna metrics compare A.csv B.csv: two methods, the same clips.
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/study/comparison_report.h"
#include <CLI/CLI.hpp>

#include "pinna/metrics/predictions_csv.h"

namespace pinna::cli {
namespace {

struct Arguments {
  std::string baseline;
  std::string other;
  metrics::BootstrapOptions bootstrap;
};

void compare(const Arguments& arguments, Console& console) {
  runs::StudyComparison comparison{
      .baseline = arguments.baseline,
      .options = {.baseline = arguments.baseline, .bootstrap = arguments.bootstrap}};
  const runs::PairedRun run{.baseline = metrics::read_predictions(arguments.baseline),
                            .arm = metrics::read_predictions(arguments.other)};
  comparison.arms.push_back(
      runs::compare_runs(arguments.other, {&run, 1}, std::nullopt, comparison.options));
  runs::conclude(comparison.arms, comparison.options.bootstrap.level);
  report_comparison(comparison, console);
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  app.add_option("BASELINE", arguments->baseline, "table of predictions, as for metrics clips")
      ->required();
  app.add_option("OTHER", arguments->other,
                 "the same clips by another method; a column group names source recordings")
      ->required();
  add_bootstrap_options(app, arguments->bootstrap);
  return [arguments](Console& console) { compare(*arguments, console); };
}

}  // namespace

Command metrics_compare_command() {
  return {{"metrics compare", "Says whether two methods differ on the same clips",
           "pinna metrics compare log_mel.csv mfcc.csv"},
          configure};
}

}  // namespace pinna::cli
