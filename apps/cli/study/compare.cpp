// pinna study compare: the arms of a study against one of them.
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/option_values.h"
#include "apps/cli/study/comparison_report.h"
#include <CLI/CLI.hpp>

#include "pinna/core/progress.h"

namespace pinna::cli {
namespace {

struct Arguments {
  std::string folder;
  runs::ComparisonOptions options;
};

void compare(const Arguments& arguments, Console& console) {
  const runs::StudyFolder study = runs::StudyFolder::open(arguments.folder);
  std::unique_ptr<core::Progress> progress;
  const runs::StudyComparison comparison =
      runs::compare_study(study, arguments.options, [&](int64_t done, int64_t total) {
        if (!progress) progress.reset(new core::Progress(console.progress("comparing", total)));
        progress->step(done);
      });
  progress.reset();
  runs::write_comparison(study, comparison);
  report_comparison(comparison, console);
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  app.add_option("STUDY", arguments->folder, "folder of a study with several arms")->required();
  app.add_option("--baseline", arguments->options.baseline,
                 "the arm that the others are compared with (default: the study's baseline or "
                 "first arm)")
      ->type_name("ARM");
  add_bootstrap_options(app, arguments->options.bootstrap);
  app.add_option("--event-resamples", arguments->options.event_resamples,
                 "draws of scenes, for detectors")
      ->type_name("N")
      ->check(CLI::Range(int64_t{100}, int64_t{1'000'000}))
      ->capture_default_str();
  add_word_option(app, "--seeds", arguments->options.seeds,
                  "whether intervals cover further seeds or these networks alone");
  return [arguments](Console& console) { compare(*arguments, console); };
}

}  // namespace

Command study_compare_command() {
  return {{"study compare", "Says which differences between the arms of a study are real",
           "pinna study compare studies/esc10-features --baseline log_mel"},
          configure};
}

}  // namespace pinna::cli
