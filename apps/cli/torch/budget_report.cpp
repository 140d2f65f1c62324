#include "apps/cli/torch/budget_report.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/text_table.h"

namespace pinna::cli {
namespace {

using nlohmann::ordered_json;
using study::CostSource;

/// "9.1", or "8.2 to 12" if the two texts differ.
std::string span_text(const std::string& low, const std::string& high) {
  return low == high ? low : low + " to " + high;
}

/// Two digits below ten, whole seconds above.
std::string seconds_text(double seconds) {
  return seconds < 10 ? fmt::format("{:.2g}", seconds) : fmt::format("{:.0f}", seconds);
}

std::string count(int64_t number, const char* noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

bool has_runs_left(const study::StudyBudget& budget, const study::ArmBudget& arm) {
  return std::any_of(budget.runs.begin(), budget.runs.end(), [&](const study::RunBudget& run) {
    return run.key.arm == arm.arm && !run.is_complete;
  });
}

/// Of the arms that have runs left to train.
std::vector<study::ArmBudget> arms_left(const study::StudyBudget& budget) {
  std::vector<study::ArmBudget> arms;
  for (const study::ArmBudget& arm : budget.arms)
    if (arm.epochs > 0 && has_runs_left(budget, arm)) arms.push_back(arm);
  return arms;
}

std::string epochs_text(const std::vector<study::ArmBudget>& arms) {
  const auto [fewest, most] = std::minmax_element(
      arms.begin(), arms.end(), [](const auto& a, const auto& b) { return a.epochs < b.epochs; });
  return span_text(std::to_string(fewest->epochs), std::to_string(most->epochs));
}

std::string cost_text(const std::vector<study::ArmBudget>& arms) {
  const auto [least, most] = std::minmax_element(
      arms.begin(), arms.end(),
      [](const auto& a, const auto& b) { return a.seconds_per_epoch < b.seconds_per_epoch; });
  const bool is_measured = std::any_of(
      arms.begin(), arms.end(), [](const auto& arm) { return arm.source == CostSource::measured; });
  return fmt::format(
      "{} s an epoch ({})",
      span_text(seconds_text(least->seconds_per_epoch), seconds_text(most->seconds_per_epoch)),
      is_measured ? "measured" : "as in finished epochs");
}

std::string state_of(const study::RunBudget& run) {
  if (run.is_complete) return "done";
  return run.epochs_done > 0 ? "begun" : "missing";
}

ordered_json to_json(const study::ArmBudget& arm) {
  ordered_json json{{"arm", arm.arm}, {"epochs", arm.epochs}};
  if (arm.source != CostSource::unknown) {
    json["seconds_per_epoch"] = arm.seconds_per_epoch;
    json["seconds_before"] = arm.seconds_before;
  }
  json["source"] = core::enum_name(arm.source);
  return json;
}

ordered_json to_json(const study::RunBudget& run) {
  return {{"arm", run.key.arm},   {"fold", run.key.fold},           {"seed", run.key.seed},
          {"epochs", run.epochs}, {"epochs_done", run.epochs_done}, {"state", state_of(run)}};
}

std::string arm_table(const study::StudyBudget& budget) {
  using core::Align;
  core::TextTable table({{"arm"},
                         {"epochs", Align::right},
                         {"s an epoch", Align::right},
                         {"s before", Align::right},
                         {"from"}});
  for (const study::ArmBudget& arm : budget.arms) {
    const bool is_known = arm.source != CostSource::unknown;
    table.add_row({arm.arm, std::to_string(arm.epochs),
                   is_known ? fmt::format("{:.2f}", arm.seconds_per_epoch) : "-",
                   is_known ? fmt::format("{:.1f}", arm.seconds_before) : "-",
                   core::enum_name(arm.source)});
  }
  return table.to_string();
}

std::string run_table(const study::StudyBudget& budget) {
  using core::Align;
  core::TextTable table({{"arm"},
                         {"fold", Align::right},
                         {"seed", Align::right},
                         {"epochs", Align::right},
                         {"done", Align::right},
                         {"state"}});
  for (const study::RunBudget& run : budget.runs)
    table.add_row({run.key.arm, std::to_string(run.key.fold), std::to_string(run.key.seed),
                   std::to_string(run.epochs), std::to_string(run.epochs_done), state_of(run)});
  return table.to_string();
}

}  // namespace

std::string about(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", std::ceil(seconds));
  const auto minutes = static_cast<int64_t>(std::ceil(seconds / 60));
  if (minutes < 90) return fmt::format("{} min", minutes);
  const int64_t tens = (minutes + 5) / 10;
  return tens % 6 == 0 ? fmt::format("{} h", tens / 6)
                       : fmt::format("{} h {} min", tens / 6, tens % 6 * 10);
}

std::string describe(const study::StudyBudget& budget) {
  const std::vector<study::ArmBudget> arms = arms_left(budget);
  const auto num_runs = static_cast<int64_t>(budget.runs.size());
  if (budget.runs_left == 0) return fmt::format("{}, all done", count(num_runs, "run"));
  if (arms.empty())
    return fmt::format("{} ({} left) that train nothing", count(num_runs, "run"), budget.runs_left);
  std::string text = fmt::format("{} of {} epochs", count(num_runs, "run"), epochs_text(arms));
  if (budget.runs_left < num_runs) text += fmt::format(" ({} left)", budget.runs_left);
  if (!budget.seconds) return text + ", time unknown";
  return text + fmt::format(", {}: about {} with {} on {}", cost_text(arms), about(*budget.seconds),
                            count(budget.jobs, "job"), count(budget.processors, "processor"));
}

void report_budget(const std::string& folder, const core::Shard& shard,
                   const study::StudyBudget& budget, Console& console) {
  ordered_json body{{"study", folder},
                    {"shard", {shard.number, shard.count}},
                    {"jobs", budget.jobs},
                    {"processors", budget.processors},
                    {"runs_of_study", budget.runs_of_study},
                    {"runs_left", budget.runs_left},
                    {"epochs_left", budget.epochs_left},
                    {"seconds", nullptr},
                    {"arms", ordered_json::array()},
                    {"runs", ordered_json::array()}};
  if (budget.seconds) body["seconds"] = *budget.seconds;
  for (const study::ArmBudget& arm : budget.arms) body["arms"].push_back(to_json(arm));
  for (const study::RunBudget& run : budget.runs) body["runs"].push_back(to_json(run));
  std::string text = arm_table(budget) + "\n" + run_table(budget) + "\n";
  if (shard.count > 1)
    text += fmt::format("shard {}/{} of {}: ", shard.number, shard.count,
                        count(budget.runs_of_study, "run"));
  console.report("study-plan", body, text + describe(budget) + "\n");
}

}  // namespace pinna::cli
