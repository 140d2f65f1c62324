#include "pinna/runs/event_comparison.h"

#include <cmath>
#include <map>
#include <memory>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/parallel.h"
#include "pinna/metrics/multiple_tests.h"
#include "pinna/runs/comparison_text.h"
#include "pinna/runs/measures.h"

namespace pinna::runs {
namespace {

using metrics::EventMeasure;

void require_same_scenes(const ScoredScenes& one, const ScoredScenes& other,
                         const PairedDetections& run) {
  if (one.durations == other.durations && one.reference == other.reference) return;
  throw core::BadData({.what = "scenes of the two methods, or of the seeds of a fold",
                       .got = "different ones, or other events in them",
                       .expected = "the same",
                       .where = fmt::format("fold {}, seed {}", run.fold, run.seed),
                       .fix = "compare methods on the same scenes"});
}

/// One draw of a fold's scenes serves all of its runs.
void require_same_scenes(std::span<const PairedDetections> runs) {
  std::map<int64_t, const ScoredScenes*> of_fold;
  for (const PairedDetections& run : runs) {
    require_same_scenes(run.baseline, run.arm, run);
    const auto [first, is_new] = of_fold.emplace(run.fold, &run.arm);
    if (!is_new) require_same_scenes(*first->second, run.arm, run);
  }
}

/// The cells of every measure share their tables.
class Cells {
 public:
  explicit Cells(std::span<const PairedDetections> runs) : runs_(runs), tables_(runs.size()) {
    core::parallel_for(std::ssize(runs), core::num_processors(), [&](int64_t index, int) {
      const PairedDetections& run = runs[static_cast<size_t>(index)];
      tables_[static_cast<size_t>(index)] = std::make_shared<metrics::DrawnEventScores>(
          run.baseline.reference, run.baseline.durations,
          std::vector{&run.baseline.detector, &run.arm.detector});
    });
  }

  std::vector<metrics::PairedCell> of(EventMeasure measure) const {
    std::vector<metrics::PairedCell> cells;
    for (size_t i = 0; i < runs_.size(); ++i)
      cells.push_back({.fold = runs_[i].fold,
                       .seed = runs_[i].seed,
                       .num_units = tables_[i]->num_recordings(),
                       .value = [table = tables_[i], measure](std::span<const int64_t> weights) {
                         return table->value(measure, weights);
                       }});
    return cells;
  }

 private:
  std::span<const PairedDetections> runs_;
  std::vector<std::shared_ptr<const metrics::DrawnEventScores>> tables_;
};

/// Seeds of one fold averaged.
std::vector<FoldDifference> by_fold(std::span<const PairedDetections> runs,
                                    const std::vector<double>& differences) {
  std::map<int64_t, std::vector<double>> folds;
  for (size_t i = 0; i < runs.size(); ++i) folds[runs[i].fold].push_back(differences[i]);
  std::vector<FoldDifference> means;
  for (const auto& [fold, values] : folds)
    means.push_back({.fold = fold, .difference = metrics::estimate_mean(values).mean});
  return means;
}

std::vector<std::string> cautions_of(const EventArmComparison& comparison) {
  std::vector<std::string> cautions{
      "Scenes of one fold share their few source recordings: intervals and p are about further "
      "scenes of these recordings; how much other recordings matter shows in the folds."};
  if (comparison.num_seeds == 1)
    cautions.emplace_back(
        "One seed: what another seed would give is in no interval and no p value.");
  if (comparison.num_folds == 1)
    cautions.emplace_back("One fold: how much the choice of recordings matters does not show.");
  return cautions;
}

double alpha_of(double level) {
  // 1 - 0.95 is a little more than 0.05 in floating point.
  return std::round((1 - level) * 1e9) / 1e9;
}

std::string signed_text(EventMeasure measure, double difference) {
  const std::string name = core::enum_name(measure);
  return (difference < 0 ? "-" : "+") + measure_text(name, std::abs(difference));
}

std::string range_text(const MeasureDifference& difference) {
  return fmt::format("[{}, {}]", signed_text(difference.measure, difference.difference.bca.low),
                     signed_text(difference.measure, difference.difference.bca.high));
}

}  // namespace

EventArmComparison compare_detectors(const std::string& arm, std::span<const PairedDetections> runs,
                                     std::optional<double> test_to_training,
                                     const ComparisonOptions& options, const OnPiece& on_piece) {
  if (runs.empty())
    throw core::InvalidOptions(
        {.what = "runs to compare", .got = "none", .expected = "some with the same fold and seed"});
  require_same_scenes(runs);
  const int threads = core::num_processors();
  const Cells tables(runs);
  metrics::BootstrapOptions drawing = options.bootstrap;
  drawing.resamples = options.event_resamples;
  EventArmComparison comparison{.arm = arm, .num_runs = std::ssize(runs)};
  std::set<uint64_t> seeds;
  std::map<int64_t, int64_t> scenes;
  for (const PairedDetections& run : runs) {
    seeds.insert(run.seed);
    scenes[run.fold] = std::ssize(run.arm.durations);
  }
  comparison.num_seeds = std::ssize(seeds);
  comparison.num_folds = std::ssize(scenes);
  for (const auto& [fold, count] : scenes) comparison.num_scenes += count;

  for (const auto& [measure, name] : core::EnumNames<EventMeasure>::names) {
    const auto cells = tables.of(measure);
    const metrics::PairedEstimate estimate =
        metrics::estimate_paired(cells, options.seeds, drawing, threads);
    comparison.measures.push_back({.measure = measure,
                                   .baseline = estimate.first,
                                   .arm = estimate.second,
                                   .difference = estimate.difference});
    if (on_piece) on_piece();
    if (comparison.measures.size() > 1) continue;  // the primary measure alone is tested
    comparison.randomisation =
        metrics::randomise_paired(cells, drawing.resamples, drawing.seed, threads);
    if (on_piece) on_piece();
    comparison.folds = by_fold(runs, estimate.by_cell);
  }
  std::vector<double> folds;
  for (const FoldDifference& fold : comparison.folds) folds.push_back(fold.difference);
  if (folds.size() > 1 && test_to_training)
    comparison.resampled_t =
        metrics::corrected_resampled_t(folds, *test_to_training, drawing.level);
  comparison.holm_p = comparison.randomisation.p;
  comparison.cautions = cautions_of(comparison);
  return comparison;
}

void conclude(std::vector<EventArmComparison>& arms, double level) {
  std::vector<double> family;
  for (const EventArmComparison& arm : arms) family.push_back(arm.randomisation.p);
  const std::vector<double> adjusted = metrics::holm(family);
  for (size_t i = 0; i < arms.size(); ++i) {
    arms[i].holm_p = adjusted[i];
    const metrics::Interval& interval = arms[i].measures.front().difference.bca;
    const bool excludes_zero = interval.low > 0 || interval.high < 0;
    arms[i].verdict =
        adjusted[i] <= alpha_of(level) && excludes_zero ? Verdict::difference : Verdict::not_shown;
  }
}

std::string conclusion(const EventArmComparison& comparison, const std::string& baseline,
                       double level) {
  const MeasureDifference& primary = comparison.measures.front();
  const std::string title = measure_title(core::enum_name(primary.measure));
  const std::string p =
      fmt::format("{}p {}", comparison.holm_p == comparison.randomisation.p ? "" : "Holm ",
                  comparison.holm_p < 0.001 ? "below 0.001" : p_text(comparison.holm_p));
  std::string text;
  if (comparison.verdict == Verdict::difference) {
    text = fmt::format(
        "{} is {} {} {} {} {}, {}: a difference, for {} and scenes like these {} of {} folds.",
        comparison.arm,
        measure_text(core::enum_name(primary.measure), std::abs(primary.difference.value)), title,
        primary.difference.value < 0 ? "below" : "above", baseline, range_text(primary), p,
        comparison.num_seeds == 1 ? "these trained networks" : "networks trained like these",
        comparison.num_scenes, comparison.num_folds);
  } else {
    text = fmt::format(
        "No difference between {} and {} can be concluded: {} {} {}, {}. This is no proof that "
        "they are equal.",
        comparison.arm, baseline, signed_text(primary.measure, primary.difference.value), title,
        range_text(primary), p);
  }
  if (const auto& t = comparison.resampled_t)
    text += fmt::format(" Over the {} folds the corrected resampled t test gives p {} ({}).",
                        comparison.num_folds, p_text(t->p),
                        t->p <= alpha_of(level) ? "the folds agree" : "the folds alone show none");
  return text;
}

std::string event_method_text(const ComparisonOptions& options, int64_t num_arms) {
  return fmt::format(
             "Differences are means over pairs of runs of the same fold and seed, with {:g} % BCa "
             "bootstrap intervals: scenes are drawn with replacement within each fold{}, {} times, "
             "the same draw for both arms, and every draw is scored anew. p is of a randomisation "
             "test of {} that exchanges the two arms' outputs scene by scene",
             100 * options.bootstrap.level,
             options.seeds == metrics::SeedLevel::resampled ? ", seeds too" : "",
             options.event_resamples,
             measure_title(core::EnumNames<EventMeasure>::names.front().second)) +
         (num_arms > 1 ? fmt::format(", corrected by Holm for {} arms.", num_arms) : ".");
}

nlohmann::ordered_json to_json(const EventArmComparison& comparison, const std::string& baseline,
                               double level) {
  auto measures = nlohmann::ordered_json::object();
  for (const MeasureDifference& difference : comparison.measures)
    measures[core::enum_name(difference.measure)] = {
        {"baseline", difference.baseline},
        {"arm", difference.arm},
        {"difference", difference.difference.value},
        {"interval", {difference.difference.bca.low, difference.difference.bca.high}},
        {"percentile_interval",
         {difference.difference.percentile.low, difference.difference.percentile.high}},
        {"standard_error", difference.difference.deviation}};
  auto folds = nlohmann::ordered_json::array();
  for (const FoldDifference& fold : comparison.folds)
    folds.push_back({{"fold", fold.fold}, {"difference", fold.difference}});
  nlohmann::ordered_json json{
      {"arm", comparison.arm},
      {"runs", comparison.num_runs},
      {"scenes", comparison.num_scenes},
      {"primary", core::enum_name(comparison.measures.front().measure)},
      {"measures", std::move(measures)},
      {"randomisation",
       {{"p", comparison.randomisation.p}, {"floor", comparison.randomisation.floor}}},
      {"holm_p", comparison.holm_p},
      {"folds", std::move(folds)},
      {"corrected_resampled_t", nullptr},
      {"verdict", core::enum_name(comparison.verdict)},
      {"conclusion", conclusion(comparison, baseline, level)},
      {"cautions", comparison.cautions}};
  if (const auto& t = comparison.resampled_t)
    json["corrected_resampled_t"] = {
        {"mean", t->mean}, {"standard_error", t->standard_error},
        {"t", t->t},       {"degrees_of_freedom", t->count - 1},
        {"p", t->p},       {"interval", {t->interval.low, t->interval.high}}};
  return json;
}

}  // namespace pinna::runs
