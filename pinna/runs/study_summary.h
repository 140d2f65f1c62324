// What a study found, arm by arm.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pinna/metrics/classification.h"
#include "pinna/metrics/intervals.h"
#include "pinna/runs/study_folder.h"

namespace pinna::runs {

/// The evaluated runs of one arm. Seeds of one fold are averaged before folds are compared, so
/// that more seeds do not narrow the interval over folds.
struct ArmSummary {
  std::string arm = "";
  int64_t num_runs = 0;                 ///< evaluated ones
  int64_t num_folds = 0;                ///< distinct
  int64_t num_seeds = 0;                ///< distinct
  metrics::MeanEstimate accuracy = {};  ///< over folds
  metrics::MeanEstimate macro_f1 = {};  ///< over folds
  /// Of all test predictions together; intervals count each clip once.
  metrics::ClassificationScores pooled = {};
  /// Of the seeds of each fold together, their probabilities averaged: several networks, not one.
  /// Present where every fold has the same number of seeds, two or more.
  std::optional<metrics::ClassificationScores> ensemble = std::nullopt;
};

/// The measures of one arm, whatever they are.
struct ArmMeasures {
  std::string arm = "";
  int64_t num_runs = 0;  ///< evaluated ones
  int64_t num_seeds = 0;
  struct Estimate {
    std::string name = "";
    metrics::MeanEstimate over_folds = {};  ///< seeds of one fold averaged before
  };
  std::vector<Estimate> measures = {};
};
/// Of the arms with at least one evaluated run, in order of name.
std::vector<ArmMeasures> measure_arms(const std::vector<RunResult>& results);

/// A run on its own, as an arm with one fold.
ArmSummary summary_of_run(const std::string& name, const RunScores& scores);

/// The arms with at least one run that classified clips, in order of name.
std::vector<ArmSummary> summarize(const StudyFolder& study);

}  // namespace pinna::runs
