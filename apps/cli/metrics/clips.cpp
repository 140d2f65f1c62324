// pinna metrics clips PREDICTIONS...
#include <memory>
#include <string>
#include <vector>

#include "apps/cli/commands.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/text_table.h"
#include "pinna/metrics/predictions_csv.h"
#include "pinna/metrics/scores_json.h"

namespace pinna::cli {
namespace {

struct Arguments {
  std::vector<std::string> files;
  metrics::ScoringOptions scoring = {};
};

std::string class_table(const metrics::ClassificationScores& scores) {
  using core::Align;
  const auto per_cent = [](double share) { return fmt::format("{:.1f}", 100 * share); };
  core::TextTable table({{"class"},
                         {"clips", Align::right},
                         {"precision %", Align::right},
                         {"recall %", Align::right},
                         {"F1 %", Align::right}});
  for (const metrics::ClassScores& row : scores.per_class)
    table.add_row({row.label, fmt::format("{}", row.support), per_cent(row.precision),
                   per_cent(row.recall), per_cent(row.f1)});
  table.add_row({"mean of classes", fmt::format("{}", scores.num_predictions),
                 per_cent(scores.macro.precision), per_cent(scores.macro.recall),
                 per_cent(scores.macro.f1)});
  return table.to_string();
}

std::string confusions(const metrics::ConfusionMatrix& matrix) {
  std::string text;
  for (const metrics::Confusion& pair : metrics::worst_confusions(matrix, 5))
    text += fmt::format("{} x {} taken for {}\n", pair.count,
                        matrix.labels[static_cast<size_t>(pair.truth)],
                        matrix.labels[static_cast<size_t>(pair.predicted)]);
  return text;
}

void score(const Arguments& arguments, Console& console) {
  std::vector<metrics::ClipPredictions> parts;
  for (const std::string& file : arguments.files) parts.push_back(metrics::read_predictions(file));
  const auto scores = metrics::score(metrics::pooled(parts), arguments.scoring);
  console.report(
      "scores", metrics::to_json(scores),
      fmt::format("accuracy {:.1f} % [{:.1f}, {:.1f}] on {} clips, top-{} {:.1f} %\n\n{}\n{}",
                  100 * scores.accuracy, 100 * scores.accuracy_interval.low,
                  100 * scores.accuracy_interval.high, scores.num_clips, scores.top_k,
                  100 * scores.top_k_accuracy, class_table(scores), confusions(scores.confusion)));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("PREDICTIONS", arguments->files,
                 "tables with label and p_<class> for each class; several are pooled")
      ->required();
  app.add_option("--top-k", arguments->scoring.top_k,
                 "clips count if the class is among the k "
                 "most probable")
      ->type_name("K")
      ->check(CLI::Range(int64_t{1}, int64_t{1000}))
      ->capture_default_str();
  app.add_option("--level", arguments->scoring.level, "confidence level of the intervals")
      ->type_name("SHARE")
      ->capture_default_str();
  return [arguments](Console& console) { score(*arguments, console); };
}

}  // namespace

Command metrics_clips_command() {
  return {{"metrics clips", "Scores predictions of any program against their labels",
           "pinna metrics clips runs/fold1/predictions.csv"},
          configure};
}

}  // namespace pinna::cli
