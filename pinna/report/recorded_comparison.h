// What `pinna study compare` recorded, as pages and papers show it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "pinna/metrics/intervals.h"
#include "pinna/report/arm_outcomes.h"
#include "pinna/report/cost_gain_figure.h"
#include "pinna/report/forest_figure.h"
#include "pinna/report/what_when_figure.h"
#include "pinna/runs/study_folder.h"

namespace pinna::report {

/// comparisons.json of a study. MissingInput that says how to make it; BadData for another schema.
nlohmann::ordered_json recorded_comparison(const runs::StudyFolder& study);

metrics::Interval interval_of(const nlohmann::ordered_json& json);
/// "+0.024", "-1.2": in the unit of the measure's title.
std::string signed_measure(const std::string& name, double value);
/// The measure of an arm as text; empty where the arm has none.
std::string measure_cell(const ArmOutcome& outcome, const std::string& name);

/// Of comparisons with event arms.
Forest forest_of_events(const nlohmann::ordered_json& comparison);
WhatWhenPlane plane_of(const std::vector<ArmOutcome>& outcomes, const std::string& baseline);
/// Of arms whose time of training is known.
CostGainPlane costs_of(const std::vector<ArmOutcome>& outcomes,
                       const nlohmann::ordered_json& comparison);

}  // namespace pinna::report
