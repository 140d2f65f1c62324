#include "pinna/report/recorded_comparison.h"

#include <fmt/format.h>

#include "pinna/core/files.h"
#include "pinna/core/json_text.h"
#include "pinna/runs/comparison_text.h"
#include "pinna/runs/measures.h"
#include "pinna/runs/study_comparison.h"

namespace pinna::report {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json recorded_comparison(const runs::StudyFolder& study) {
  const fs::path file = study.comparisons_path();
  core::require_file(file, "comparison of the study",
                     "make it with pinna study compare " + study.path().string());
  Json json = core::parse_json(core::read_file(file), file.string());
  core::require_schema(json, runs::comparisons_schema, file.string());
  return json;
}

std::string measure_cell(const ArmOutcome& outcome, const std::string& name) {
  const std::optional<double> value = outcome.measure(name);
  return value ? runs::measure_text(name, *value) : "";
}

metrics::Interval interval_of(const Json& json) {
  return {json.at("interval").at(0).get<double>(), json.at("interval").at(1).get<double>()};
}

std::string signed_measure(const std::string& name, double value) {
  const std::string text = runs::measure_text(name, value);
  return value > 0 ? "+" + text : text;
}

Forest forest_of_events(const Json& comparison) {
  Forest forest{.title = fmt::format("PSDS1 minus that of {}, 95 % interval",
                                     comparison.at("baseline").get<std::string>())};
  for (const Json& arm : comparison.at("event_arms")) {
    const Json& measure = arm.at("measures").at("psds1");
    const double value = measure.at("difference").get<double>();
    const metrics::Interval interval = interval_of(measure);
    forest.rows.push_back(
        {.name = arm.at("arm").get<std::string>(),
         .value = value,
         .interval = interval,
         .numbers = fmt::format("{:+.3f} [{:+.3f}, {:+.3f}]", value, interval.low, interval.high),
         .verdict = arm.at("verdict") == core::enum_name(runs::Verdict::difference)
                        ? runs::Verdict::difference
                        : runs::Verdict::not_shown});
  }
  return forest;
}

WhatWhenPlane plane_of(const std::vector<ArmOutcome>& outcomes, const std::string& baseline) {
  WhatWhenPlane plane{.baseline = baseline};
  for (const ArmOutcome& outcome : outcomes)
    if (outcome.errors.onset_error && outcome.errors.confusion)
      plane.arms.push_back({outcome.arm, *outcome.errors.onset_error, *outcome.errors.confusion});
  return plane;
}

CostGainPlane costs_of(const std::vector<ArmOutcome>& outcomes, const Json& comparison) {
  const auto baseline = comparison.at("baseline").get<std::string>();
  CostGainPlane plane{.baseline = baseline,
                      .cost_title = "training with its parts [s]",
                      .gain_title = fmt::format("PSDS1 minus that of {}", baseline)};
  for (const ArmOutcome& outcome : outcomes) {
    if (outcome.training_seconds <= 0) continue;
    if (outcome.arm == baseline) plane.baseline_cost = outcome.training_seconds;
    for (const Json& arm : comparison.at("event_arms"))
      if (arm.at("arm") == outcome.arm)
        plane.arms.push_back({.arm = outcome.arm,
                              .cost = outcome.training_seconds,
                              .gain = arm.at("measures").at("psds1").at("difference").get<double>(),
                              .interval = interval_of(arm.at("measures").at("psds1"))});
  }
  return plane;
}

}  // namespace pinna::report
