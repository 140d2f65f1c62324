#include "apps/cli/study/study_report.h"

#include <algorithm>
#include <string>
#include <vector>

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

/// "0.349 [0.307, 0.395]", the interval over folds where there are several.
std::string estimate_text(const std::string& measure, const metrics::MeanEstimate& estimate) {
  std::string text = runs::measure_text(measure, estimate.mean);
  if (estimate.interval)
    text += fmt::format(" [{}, {}]", runs::measure_text(measure, estimate.interval->low),
                        runs::measure_text(measure, estimate.interval->high));
  return text;
}

/// One line for each arm whose seeds were averaged; empty where there is none.
std::string ensemble_lines(const std::vector<runs::ArmSummary>& arms) {
  std::string text;
  for (const runs::ArmSummary& arm : arms)
    if (arm.ensemble)
      text += fmt::format(
          "ensemble of {} seeds, not a single model: {} {} % [{}, {}] on {} clips; macro F1 {} %\n",
          arm.num_seeds, arm.arm, per_cent(arm.ensemble->accuracy),
          per_cent(arm.ensemble->accuracy_interval.low),
          per_cent(arm.ensemble->accuracy_interval.high), arm.ensemble->num_clips,
          per_cent(arm.ensemble->macro.f1));
  return text;
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

/// One line an arm, for several arms.
std::string arm_table(const std::vector<runs::ArmSummary>& arms, const runs::StudyPlan& plan) {
  using core::Align;
  core::TextTable table({{"arm"},
                         {"runs", Align::right},
                         {"accuracy %", Align::right},
                         {"sd", Align::right},
                         {"pooled %", Align::right},
                         {"95 % interval", Align::right},
                         {"clips", Align::right},
                         {"macro F1 %", Align::right}});
  const size_t planned = plan.folds.size() * plan.seeds.size();
  for (const runs::ArmSummary& arm : arms) {
    const auto& pooled = arm.pooled;
    table.add_row({arm.arm, fmt::format("{}/{}", arm.num_runs, planned),
                   per_cent(arm.accuracy.mean), per_cent_or_dash(arm.accuracy.deviation),
                   per_cent(pooled.accuracy),
                   fmt::format("[{}, {}]", per_cent(pooled.accuracy_interval.low),
                               per_cent(pooled.accuracy_interval.high)),
                   std::to_string(pooled.num_clips), per_cent(arm.macro_f1.mean)});
  }
  return table.to_string();
}

std::string run_table(const std::vector<runs::RunResult>& results) {
  using core::Align;
  const std::vector<std::string> measures = runs::measure_names(results);
  std::vector<core::TextColumn> columns{{"arm"}, {"fold", Align::right}, {"seed", Align::right}};
  for (const std::string& name : measures)
    columns.push_back({runs::measure_title(name), Align::right});
  columns.push_back({"epochs", Align::right});
  columns.push_back({"time", Align::right});
  columns.push_back({"status"});
  core::TextTable table(std::move(columns));
  for (const runs::RunResult& run : results) {
    std::vector<std::string> row{run.key.arm, std::to_string(run.key.fold),
                                 std::to_string(run.key.seed)};
    for (const std::string& name : measures) {
      const auto value = runs::find_measure(run.measures, name);
      row.push_back(value ? runs::measure_text(name, *value) : "-");
    }
    row.push_back(std::to_string(run.epochs));
    row.push_back(core::format_duration(run.seconds));
    row.emplace_back(runs::status_name(run.status));
    table.add_row(std::move(row));
  }
  return table.to_string();
}

/// Means over the folds with their intervals, one line an arm; of measures that no table of
/// clips shows.
std::string measure_table(const std::vector<runs::ArmMeasures>& arms, const runs::StudyPlan& plan) {
  using core::Align;
  std::vector<std::string> names;
  for (const runs::ArmMeasures& arm : arms)
    for (const auto& [name, estimate] : arm.measures)
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  std::vector<core::TextColumn> columns{{"mean over folds"}, {"runs", Align::right}};
  for (const std::string& name : names)
    columns.push_back({runs::measure_title(name), Align::right});
  core::TextTable table(std::move(columns));
  const size_t planned = plan.folds.size() * plan.seeds.size();
  for (const runs::ArmMeasures& arm : arms) {
    std::vector<std::string> row{arm.arm, fmt::format("{}/{}", arm.num_runs, planned)};
    for (const std::string& name : names) {
      const auto found = std::find_if(arm.measures.begin(), arm.measures.end(),
                                      [&](const auto& estimate) { return estimate.name == name; });
      row.push_back(found == arm.measures.end() ? "-" : estimate_text(name, found->over_folds));
    }
    table.add_row(std::move(row));
  }
  return table.to_string();
}

/// Those of the plan that nobody has begun.
std::vector<runs::RunKey> missing_runs(const runs::StudyPlan& plan,
                                       const std::vector<runs::RunResult>& results) {
  std::vector<runs::RunKey> missing = plan.runs();
  std::erase_if(missing, [&](const runs::RunKey& key) {
    return std::any_of(results.begin(), results.end(),
                       [&](const runs::RunResult& run) { return run.key == key; });
  });
  return missing;
}

/// "3 of 20 runs are missing: ...", the first few by name.
std::string missing_sentence(const std::vector<runs::RunKey>& missing, size_t planned) {
  constexpr size_t most_named = 8;
  if (missing.empty()) return "";
  std::string text = fmt::format("\n{} of {} runs {} not begun: ", missing.size(), planned,
                                 missing.size() == 1 ? "is" : "are");
  for (size_t i = 0; i < std::min(missing.size(), most_named); ++i)
    text += (i > 0 ? "; " : "") + runs::to_string(missing[i]);
  if (missing.size() > most_named)
    text += fmt::format("; and {} more", missing.size() - most_named);
  return text + "\n";
}

/// By arm in the plan's order; what is not in the plan comes last.
template <class Rows, class ArmOf>
void sort_by_arm(Rows& rows, const runs::StudyPlan& plan, const ArmOf& arm_of) {
  const auto place = [&](const auto& row) {
    return std::find(plan.arms.begin(), plan.arms.end(), arm_of(row)) - plan.arms.begin();
  };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

ordered_json to_json(const runs::RunKey& key) {
  return {{"arm", key.arm}, {"fold", key.fold}, {"seed", key.seed}};
}

ordered_json to_json(const runs::RunResult& run) {
  ordered_json row = to_json(run.key);
  row["status"] = std::string(runs::status_name(run.status));
  row["epochs"] = run.epochs;
  row["seconds"] = run.seconds;
  for (const runs::Measure& measure : run.measures) row[measure.name] = measure.value;
  return row;
}

ordered_json to_json(const runs::ArmSummary& arm) {
  ordered_json row{{"arm", arm.arm},
                   {"runs", arm.num_runs},
                   {"accuracy", to_json(arm.accuracy)},
                   {"macro_f1", to_json(arm.macro_f1)},
                   {"pooled_accuracy", arm.pooled.accuracy},
                   {"pooled_accuracy_interval",
                    {arm.pooled.accuracy_interval.low, arm.pooled.accuracy_interval.high}},
                   {"clips", arm.pooled.num_clips}};
  if (arm.ensemble)
    row["ensemble"] = {
        {"seeds", arm.num_seeds},
        {"accuracy", arm.ensemble->accuracy},
        {"accuracy_interval",
         {arm.ensemble->accuracy_interval.low, arm.ensemble->accuracy_interval.high}},
        {"macro_f1", arm.ensemble->macro.f1},
        {"clips", arm.ensemble->num_clips}};
  return row;
}

ordered_json to_json(const runs::ArmMeasures& arm) {
  ordered_json row{{"arm", arm.arm}, {"runs", arm.num_runs}};
  for (const auto& [name, estimate] : arm.measures) row[name] = to_json(estimate);
  return row;
}

template <class Rows>
ordered_json array_of(const Rows& rows) {
  ordered_json array = ordered_json::array();
  for (const auto& row : rows) array.push_back(to_json(row));
  return array;
}

}  // namespace

void report_study(const std::filesystem::path& folder, Console& console) {
  const runs::StudyFolder study = runs::StudyFolder::open(folder);
  const runs::StudyPlan plan = study.plan();
  std::vector<runs::RunResult> results = study.results();
  sort_by_arm(results, plan, [](const runs::RunResult& run) { return run.key.arm; });
  std::vector<runs::ArmSummary> arms = runs::summarize(study);
  sort_by_arm(arms, plan, [](const runs::ArmSummary& arm) { return arm.arm; });
  std::vector<runs::ArmMeasures> measured = runs::measure_arms(results);
  sort_by_arm(measured, plan, [](const runs::ArmMeasures& arm) { return arm.arm; });
  const std::vector<runs::RunKey> missing = missing_runs(plan, results);

  std::string text = run_table(results) + missing_sentence(missing, plan.runs().size());
  if (arms.size() == 1) text += "\n" + sentence(arms[0]);
  if (arms.size() > 1) text += "\n" + arm_table(arms, plan);
  text += ensemble_lines(arms);
  if (arms.size() < measured.size()) text += "\n" + measure_table(measured, plan);
  console.report("study",
                 {{"study", folder.string()},
                  {"planned", plan.runs().size()},
                  {"runs", array_of(results)},
                  {"missing", array_of(missing)},
                  {"arms", array_of(arms)},
                  {"measures", array_of(measured)}},
                 text);
}

}  // namespace pinna::cli
