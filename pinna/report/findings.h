// What a page of results is about, read from a run or a study folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/core/metric_log.h"
#include "pinna/metrics/predictions.h"
#include "pinna/runs/environment.h"
#include "pinna/runs/run_folder.h"
#include "pinna/runs/study_comparison.h"
#include "pinna/runs/study_folder.h"
#include "pinna/runs/study_summary.h"

namespace pinna::report {

struct RunFindings {
  runs::RunResult result = {};
  std::optional<runs::RunScores> scores = std::nullopt;  ///< empty until the run is evaluated
  std::string failure = "";
  std::filesystem::path folder = {};
  std::filesystem::path model = {};  ///< of the weights that were scored
  std::vector<core::MetricRecord> log = {};
};

/// One method over its folds and seeds.
struct ArmFindings {
  runs::ArmSummary summary = {};
  std::vector<RunFindings> runs = {};
  metrics::ClipPredictions predictions = {};  ///< of all evaluated runs
};

/// The logs of an arm's runs that have any.
std::vector<std::vector<core::MetricRecord>> logs_of(const ArmFindings& arm);

struct Findings {
  std::string title = "";
  core::ConfigTable recipe = {};
  runs::Environment environment = {};  ///< of the first run
  std::vector<ArmFindings> arms = {};  ///< those with an evaluated run
  std::vector<RunFindings> unevaluated = {};
  /// Of studies with several arms, made anew with the options of comparisons.json if there is one.
  std::optional<runs::StudyComparison> comparison = std::nullopt;
  std::string comparison_problem = "";  ///< why several arms could not be compared
};

/// MissingInput if no run is evaluated yet, InvalidOptions if none classifies clips; damaged
/// records are BadData.
Findings findings_of(const runs::StudyFolder& study);
Findings findings_of(const runs::RunFolder& run);

}  // namespace pinna::report
