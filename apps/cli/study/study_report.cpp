#include "apps/cli/study/study_report.h"

#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/progress.h"
#include "pinna/core/text_table.h"
#include "pinna/runs/study_summary.h"

namespace pinna::cli {
namespace {

using nlohmann::ordered_json;

std::string per_cent(double share) {
  return fmt::format("{:.1f}", 100 * share);
}

std::string per_cent_or_dash(const std::optional<double>& share) {
  return share ? per_cent(*share) : "-";
}

ordered_json to_json(const metrics::MeanEstimate& estimate) {
  ordered_json json{{"mean", estimate.mean}, {"count", estimate.count}};
  if (estimate.deviation) json["deviation"] = *estimate.deviation;
  if (estimate.interval) json["interval"] = {estimate.interval->low, estimate.interval->high};
  return json;
}

std::string sentence(const runs::ArmSummary& arm) {
  std::string text = fmt::format("{}: accuracy {} %", arm.arm, per_cent(arm.accuracy.mean));
  if (arm.accuracy.deviation)
    text += fmt::format(", sd {} over folds", per_cent(*arm.accuracy.deviation));
  const auto& pooled = arm.pooled;
  return text + fmt::format("; pooled {} % [{}, {}] on {} clips; macro F1 {} %\n",
                            per_cent(pooled.accuracy), per_cent(pooled.accuracy_interval.low),
                            per_cent(pooled.accuracy_interval.high), pooled.num_clips,
                            per_cent(arm.macro_f1.mean));
}

}  // namespace

void report_study(const std::filesystem::path& folder, Console& console) {
  const runs::StudyFolder study = runs::StudyFolder::open(folder);
  using core::Align;
  core::TextTable table({{"arm"},
                         {"fold", Align::right},
                         {"seed", Align::right},
                         {"accuracy %", Align::right},
                         {"macro F1 %", Align::right},
                         {"epochs", Align::right},
                         {"time", Align::right},
                         {"status"}});
  ordered_json body{
      {"study", folder.string()}, {"runs", ordered_json::array()}, {"arms", ordered_json::array()}};
  for (const runs::RunResult& run : study.results()) {
    table.add_row({run.key.arm, std::to_string(run.key.fold), std::to_string(run.key.seed),
                   per_cent_or_dash(run.accuracy), per_cent_or_dash(run.macro_f1),
                   std::to_string(run.epochs), core::format_duration(run.seconds),
                   std::string(runs::status_name(run.status))});
    ordered_json row{{"arm", run.key.arm},   {"fold", run.key.fold},
                     {"seed", run.key.seed}, {"status", std::string(runs::status_name(run.status))},
                     {"epochs", run.epochs}, {"seconds", run.seconds}};
    if (run.accuracy) row["accuracy"] = *run.accuracy;
    if (run.macro_f1) row["macro_f1"] = *run.macro_f1;
    body["runs"].push_back(std::move(row));
  }
  std::string text = table.to_string();
  for (const runs::ArmSummary& arm : runs::summarize(study)) {
    text += "\n" + sentence(arm);
    body["arms"].push_back({{"arm", arm.arm},
                            {"accuracy", to_json(arm.accuracy)},
                            {"macro_f1", to_json(arm.macro_f1)},
                            {"pooled_accuracy", arm.pooled.accuracy},
                            {"pooled_accuracy_interval",
                             {arm.pooled.accuracy_interval.low, arm.pooled.accuracy_interval.high}},
                            {"clips", arm.pooled.num_clips}});
  }
  console.report("study", body, text);
}

}  // namespace pinna::cli
