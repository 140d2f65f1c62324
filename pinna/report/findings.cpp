#include "pinna/report/findings.h"

#include <algorithm>

#include "pinna/core/error.h"

namespace pinna::report {
namespace {

std::string title_of(const core::ConfigTable& recipe, const std::filesystem::path& folder) {
  const core::ConfigValue* name = recipe.find("name");
  const auto* text = name ? std::get_if<std::string>(&name->data) : nullptr;
  return text ? *text : std::filesystem::absolute(folder).filename().string();
}

RunFindings read_run(const runs::RunFolder& run, runs::RunResult result) {
  RunFindings found{.result = std::move(result),
                    .failure = run.failure(),
                    .folder = run.path(),
                    .model = run.model_path(),
                    .log = run.metrics()};
  if (run.has_scores()) found.scores = run.scores();
  return found;
}

[[noreturn]] void throw_nothing_evaluated(const std::filesystem::path& folder, bool has_detectors) {
  if (has_detectors)
    throw core::InvalidOptions(
        {.what = "page of results",
         .got = "runs that detect events",
         .expected = "at least one that classifies clips",
         .where = folder.string(),
         .fix = "see pinna study show, study compare and each run's README.md"});
  throw core::MissingInput({.what = "nothing to report",
                            .got = "no evaluated run",
                            .expected = "at least one",
                            .where = folder.string(),
                            .fix = "finish the study or run pinna evaluate"});
}

/// Arms that do not fit together are no reason to have no report.
void add_comparison(const runs::StudyFolder& study, Findings& findings) {
  if (findings.arms.size() < 2) return;
  try {
    findings.comparison = runs::compare_study(
        study, runs::recorded_comparison_options(study).value_or(runs::ComparisonOptions{}));
  } catch (const core::Error& error) {
    if (error.kind() != core::ErrorKind::bad_data && error.kind() != core::ErrorKind::usage) throw;
    findings.comparison_problem = error.what();
  }
}

}  // namespace

std::vector<std::vector<core::MetricRecord>> logs_of(const ArmFindings& arm) {
  std::vector<std::vector<core::MetricRecord>> logs;
  for (const RunFindings& run : arm.runs)
    if (!run.log.empty()) logs.push_back(run.log);
  return logs;
}

Findings findings_of(const runs::StudyFolder& study) {
  Findings findings{.recipe = study.study()};
  findings.title = title_of(findings.recipe, study.path());
  for (runs::ArmSummary& summary : runs::summarize(study))
    findings.arms.push_back({.summary = std::move(summary)});
  if (findings.arms.empty())
    throw_nothing_evaluated(study.path(), !runs::measure_arms(study.results()).empty());

  std::vector<std::vector<metrics::ClipPredictions>> predictions(findings.arms.size());
  for (const runs::RunResult& result : study.results()) {
    const auto run = runs::RunFolder::open(study.run_path(result.key));
    if (findings.environment.started.empty()) findings.environment = run.environment();
    RunFindings found = read_run(run, result);
    if (!found.scores) {
      findings.unevaluated.push_back(std::move(found));
      continue;
    }
    const auto arm = std::find_if(
        findings.arms.begin(), findings.arms.end(),
        [&](const auto& candidate) { return candidate.summary.arm == result.key.arm; });
    predictions[static_cast<size_t>(arm - findings.arms.begin())].push_back(run.predictions());
    arm->runs.push_back(std::move(found));
  }
  for (size_t i = 0; i < findings.arms.size(); ++i)
    findings.arms[i].predictions = metrics::pooled(predictions[i]);
  add_comparison(study, findings);
  return findings;
}

Findings findings_of(const runs::RunFolder& run) {
  if (!run.has_scores()) throw_nothing_evaluated(run.path(), run.has_event_scores());
  Findings findings{.recipe = run.recipe(), .environment = run.environment()};
  findings.title = title_of(findings.recipe, run.path());
  const runs::RunScores scores = run.scores();
  const runs::RunKey key{findings.title, scores.protocol.fold, scores.protocol.seed};
  findings.arms.push_back({.summary = runs::summary_of_run(findings.title, scores),
                           .runs = {read_run(run, runs::result_of(key, run))},
                           .predictions = run.predictions()});
  return findings;
}

}  // namespace pinna::report
