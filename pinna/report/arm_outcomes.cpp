#include "pinna/report/arm_outcomes.h"

#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "pinna/runs/run_overview.h"
#include "pinna/runs/study_comparison.h"

namespace pinna::report {
namespace {

/// Values of the recipe that name another arm of the study: "@detector".
void add_arms_named(const core::ConfigTable& table, std::set<std::string>& arms) {
  for (const auto& [key, value] : table.items()) {
    if (const auto* below = std::get_if<core::ConfigTable>(&value.data))
      add_arms_named(*below, arms);
    const auto* text = std::get_if<std::string>(&value.data);
    if (text && text->starts_with('@')) arms.insert(text->substr(1));
  }
}

/// Runs of the same fold and seed without which this one could not be, and itself.
void add_with_parts(const runs::StudyFolder& study, const runs::RunKey& key,
                    std::set<runs::RunKey>& keys) {
  if (!keys.insert(key).second) return;
  std::set<std::string> arms;
  add_arms_named(runs::RunFolder::open(study.run_path(key)).recipe(), arms);
  for (const std::string& arm : arms) add_with_parts(study, {arm, key.fold, key.seed}, keys);
}

double training_seconds(const runs::StudyFolder& study, const runs::RunKey& key) {
  std::set<runs::RunKey> keys;
  add_with_parts(study, key, keys);
  double seconds = 0;
  for (const runs::RunKey& part : keys)
    seconds += runs::overview_of(runs::RunFolder::open(study.run_path(part))).seconds;
  return seconds;
}

/// Sums over the runs of one arm.
struct Tally {
  ArmOutcome outcome = {};
  std::optional<metrics::WhatWhenTally> events = std::nullopt;
  std::map<std::string, std::pair<double, int64_t>> class_f1 = {};
  double calibration_error = 0;
  int64_t classifiers = 0;
  double multiply_adds = 0;
  int64_t runs_with_cost = 0;
};

void add_events(const runs::RunFolder& run, Tally& tally) {
  const nlohmann::ordered_json scores = run.event_scores();
  for (const auto& [label, of_class] : scores.at("event_based").at("class_wise").items()) {
    const auto& f1 = of_class.at("f_measure").at("f_measure");
    if (!f1.is_number()) continue;
    auto& [sum, count] = tally.class_f1[label];
    sum += f1.get<double>();
    ++count;
  }
  if (scores.contains("multiply_adds_per_second")) {
    tally.multiply_adds += scores.at("multiply_adds_per_second").get<double>();
    ++tally.runs_with_cost;
  }
  const auto labels = scores.at("labels").get<std::vector<std::string>>();
  const runs::ScoredScenes scenes = run.scored_scenes();
  for (const auto& [name, reference] : scenes.reference) {
    const metrics::WhatWhenTally of_scene = metrics::what_when_tally(
        {.reference = reference, .estimated = scenes.detector.estimated.at(name)}, labels);
    if (tally.events)
      *tally.events += of_scene;
    else
      tally.events = of_scene;
  }
}

void add_run(const runs::StudyFolder& study, const runs::RunKey& key, Tally& tally) {
  const auto run = runs::RunFolder::open(study.run_path(key));
  ++tally.outcome.num_runs;
  tally.outcome.training_seconds += training_seconds(study, key);
  if (run.has_event_scores()) add_events(run, tally);
  if (run.has_scores()) {
    tally.calibration_error += metrics::measure_calibration(run.predictions()).scores.ece;
    ++tally.classifiers;
  }
}

ArmOutcome finished(Tally tally) {
  ArmOutcome& outcome = tally.outcome;
  outcome.training_seconds /= static_cast<double>(outcome.num_runs);
  if (tally.events) outcome.errors = metrics::score(*tally.events);
  for (const auto& [label, sum] : tally.class_f1)
    outcome.event_f1_of_class[label] = sum.first / static_cast<double>(sum.second);
  if (tally.classifiers > 0)
    outcome.calibration_error = tally.calibration_error / static_cast<double>(tally.classifiers);
  if (tally.runs_with_cost > 0)
    outcome.multiply_adds_per_second =
        tally.multiply_adds / static_cast<double>(tally.runs_with_cost);
  return std::move(outcome);
}

}  // namespace

std::optional<double> ArmOutcome::measure(const std::string& name) const {
  for (const auto& estimate : measures.measures)
    if (estimate.name == name) return estimate.over_folds.mean;
  return std::nullopt;
}

std::vector<ArmOutcome> outcomes_of(const runs::StudyFolder& study) {
  std::map<std::string, Tally> tallies;
  for (const runs::RunKey& key : study.runs()) {
    const auto run = runs::RunFolder::open(study.run_path(key));
    if (run.has_scores() || run.has_event_scores()) add_run(study, key, tallies[key.arm]);
  }
  for (runs::ArmMeasures& measures : runs::measure_arms(study.results()))
    if (const auto tally = tallies.find(measures.arm); tally != tallies.end())
      tally->second.outcome.measures = std::move(measures);
  std::vector<ArmOutcome> outcomes;
  for (const std::string& arm : runs::evaluated_arms(study)) {
    outcomes.push_back(finished(std::move(tallies.at(arm))));
    outcomes.back().arm = arm;
  }
  return outcomes;
}

}  // namespace pinna::report
