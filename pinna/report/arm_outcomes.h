// What every arm of a study came to, in the numbers that a page of results shows.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pinna/metrics/what_when_errors.h"
#include "pinna/runs/study_folder.h"
#include "pinna/runs/study_summary.h"

namespace pinna::report {

struct ArmOutcome {
  std::string arm = "";
  int64_t num_runs = 0;                 ///< evaluated ones
  runs::ArmMeasures measures = {};      ///< over folds
  metrics::WhatWhenErrors errors = {};  ///< of all runs' events together
  /// Mean over runs of the class's event-based F1; of detectors.
  std::map<std::string, double> event_f1_of_class = {};
  /// Mean over runs; of classifiers.
  std::optional<double> calibration_error = std::nullopt;
  /// Mean over runs: training, and that of the runs which it builds on.
  double training_seconds = 0;
  /// Of the whole detector, classifiers that it asks included; where the runs say so.
  std::optional<double> multiply_adds_per_second = std::nullopt;

  std::optional<double> measure(const std::string& name) const;
};

/// Of the arms with an evaluated run, in the study's order. Damaged records are BadData.
std::vector<ArmOutcome> outcomes_of(const runs::StudyFolder& study);

}  // namespace pinna::report
