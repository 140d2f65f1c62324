#include "pinna/runs/study_summary.h"

#include <map>
#include <set>

namespace pinna::runs {
namespace {

/// What is gathered about one arm.
struct Arm {
  std::map<int64_t, std::vector<double>> accuracy_by_fold;
  std::map<int64_t, std::vector<double>> macro_f1_by_fold;
  std::set<uint64_t> seeds;
  std::map<int64_t, std::vector<metrics::ClipPredictions>> predictions_by_fold;
};

metrics::MeanEstimate estimate_over_folds(const std::map<int64_t, std::vector<double>>& by_fold) {
  std::vector<double> fold_means;
  for (const auto& [fold, values] : by_fold)
    fold_means.push_back(metrics::estimate_mean(values).mean);
  return metrics::estimate_mean(fold_means);
}

std::optional<metrics::ClassificationScores> ensemble_of(const Arm& arm) {
  std::vector<metrics::ClipPredictions> folds;
  for (const auto& [fold, predictions] : arm.predictions_by_fold) {
    if (predictions.size() < 2 || predictions.size() != arm.seeds.size()) return std::nullopt;
    folds.push_back(metrics::ensemble(predictions));
  }
  return metrics::score(metrics::pooled(folds));
}

ArmSummary summary_of(const std::string& name, const Arm& arm) {
  std::vector<metrics::ClipPredictions> all;
  for (const auto& [fold, predictions] : arm.predictions_by_fold)
    all.insert(all.end(), predictions.begin(), predictions.end());
  return {.arm = name,
          .num_runs = std::ssize(all),
          .num_folds = static_cast<int64_t>(arm.accuracy_by_fold.size()),
          .num_seeds = static_cast<int64_t>(arm.seeds.size()),
          .accuracy = estimate_over_folds(arm.accuracy_by_fold),
          .macro_f1 = estimate_over_folds(arm.macro_f1_by_fold),
          .pooled = metrics::score(metrics::pooled(all)),
          .ensemble = ensemble_of(arm)};
}

}  // namespace

std::vector<ArmMeasures> measure_arms(const std::vector<RunResult>& results) {
  std::map<std::string, std::vector<const RunResult*>> arms;
  for (const RunResult& result : results)
    if (!result.measures.empty()) arms[result.key.arm].push_back(&result);
  std::vector<ArmMeasures> measured;
  for (const auto& [name, rows] : arms) {
    ArmMeasures arm{.arm = name, .num_runs = std::ssize(rows)};
    std::set<uint64_t> seeds;
    std::vector<const std::vector<Measure>*> lists;
    for (const RunResult* row : rows) {
      seeds.insert(row->key.seed);
      lists.push_back(&row->measures);
    }
    arm.num_seeds = std::ssize(seeds);
    for (const std::string& measure : names_of(lists)) {
      std::map<int64_t, std::vector<double>> by_fold;
      for (const RunResult* row : rows)
        if (const auto value = find_measure(row->measures, measure))
          by_fold[row->key.fold].push_back(*value);
      arm.measures.push_back({measure, estimate_over_folds(by_fold)});
    }
    measured.push_back(std::move(arm));
  }
  return measured;
}

ArmSummary summary_of_run(const std::string& name, const RunScores& scores) {
  return {.arm = name,
          .num_runs = 1,
          .num_folds = 1,
          .num_seeds = 1,
          .accuracy = metrics::estimate_mean({&scores.scores.accuracy, 1}),
          .macro_f1 = metrics::estimate_mean({&scores.scores.macro.f1, 1}),
          .pooled = scores.scores};
}

std::vector<ArmSummary> summarize(const StudyFolder& study) {
  std::map<std::string, Arm> arms;
  for (const RunKey& key : study.runs()) {
    const RunFolder run = RunFolder::open(study.run_path(key));
    if (!run.has_scores()) continue;
    const metrics::ClassificationScores scores = run.scores().scores;
    Arm& arm = arms[key.arm];
    arm.accuracy_by_fold[key.fold].push_back(scores.accuracy);
    arm.macro_f1_by_fold[key.fold].push_back(scores.macro.f1);
    arm.seeds.insert(key.seed);
    arm.predictions_by_fold[key.fold].push_back(run.predictions());
  }
  std::vector<ArmSummary> summaries;
  for (const auto& [name, arm] : arms) summaries.push_back(summary_of(name, arm));
  return summaries;
}

}  // namespace pinna::runs
