#include "pinna/runs/study_comparison.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/json_text.h"
#include "pinna/runs/comparison_text.h"
#include "pinna/runs/recorded_options.h"

namespace pinna::runs {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view study_table = "study";
constexpr std::string_view arms_key = "arms";
constexpr std::string_view baseline_key = "baseline";
constexpr std::string_view clip_baseline_key = "clip_baseline";
constexpr std::string_view not_evaluated = "not evaluated";

/// Fold and seed: what two runs must share to be a pair.
using Cell = std::pair<int64_t, uint64_t>;
using Arm = std::map<Cell, RunKey>;

/// The evaluated runs by arm; the others go to `left_out`.
std::map<std::string, Arm> evaluated_runs(const StudyFolder& study,
                                          std::vector<LeftOutRun>& left_out) {
  std::map<std::string, Arm> arms;
  for (const RunKey& key : study.runs()) {
    const RunFolder run = RunFolder::open(study.run_path(key));
    if (run.has_scores() || run.has_event_scores())
      arms[key.arm].emplace(Cell{key.fold, key.seed}, key);
    else
      left_out.push_back({.key = key, .reason = std::string(not_evaluated)});
  }
  return arms;
}

/// The names that study.toml gives in its own order: keys of a table or items of a list.
std::vector<std::string> named_arms(const core::ConfigTable& study) {
  std::vector<std::string> names;
  const core::ConfigValue* arms = study.find(arms_key);
  if (!arms) return names;
  if (const auto* table = std::get_if<core::ConfigTable>(&arms->data))
    for (const auto& [name, value] : table->items()) names.push_back(name);
  if (const auto* list = std::get_if<core::ConfigArray>(&arms->data))
    for (const core::ConfigValue& item : *list)
      if (const auto* name = std::get_if<std::string>(&item.data)) names.push_back(*name);
  return names;
}

std::vector<std::string> in_order(const core::ConfigTable& study,
                                  const std::map<std::string, Arm>& arms) {
  std::vector<std::string> ordered;
  for (const std::string& name : named_arms(study))
    if (arms.contains(name)) ordered.push_back(name);
  for (const auto& [name, runs] : arms)
    if (std::find(ordered.begin(), ordered.end(), name) == ordered.end()) ordered.push_back(name);
  return ordered;
}

std::string text_of(const core::ConfigTable& study, std::string_view key) {
  const core::ConfigValue* value = study.find(key);
  const auto* text = value ? std::get_if<std::string>(&value->data) : nullptr;
  return text ? *text : "";
}

void require_arm(const std::string& baseline, const std::vector<std::string>& arms,
                 const std::string& where) {
  if (baseline.empty() || std::find(arms.begin(), arms.end(), baseline) != arms.end()) return;
  throw core::InvalidOptions(
      {.what = "baseline",
       .got = fmt::format("\"{}\"", baseline),
       .expected = fmt::format("an arm with an evaluated run: {}", fmt::join(arms, ", ")),
       .where = where});
}

/// Arms whose runs say the same kind of thing: what clips are, or which events sound.
struct Kind {
  std::vector<std::string> names;
  std::string baseline;  ///< empty where no arm is of the kind
};

using HasScores = bool (RunFolder::*)() const;

/// `wanted`: in the order of their rank, of which the first that is of the kind is the baseline.
Kind kind_of(const StudyFolder& study, const std::map<std::string, Arm>& runs,
             const std::vector<std::string>& ordered, HasScores has_scores,
             const std::vector<std::string>& wanted) {
  Kind kind;
  for (const std::string& name : ordered)
    if (std::ranges::any_of(runs.at(name), [&](const auto& run) {
          return (RunFolder::open(study.run_path(run.second)).*has_scores)();
        }))
      kind.names.push_back(name);
  for (const std::string& baseline : wanted)
    if (kind.baseline.empty() &&
        std::find(kind.names.begin(), kind.names.end(), baseline) != kind.names.end())
      kind.baseline = baseline;
  if (kind.baseline.empty() && !kind.names.empty()) kind.baseline = kind.names.front();
  return kind;
}

/// Pairs of runs, with what their protocols say about them together.
struct Pairs {
  std::vector<PairedRun> runs;
  std::vector<double> test_to_training;
  std::set<std::string> unsafe;
  int64_t folds_of_data = 0;
};

void add_protocol(const Protocol& protocol, Pairs& pairs) {
  if (!protocol.unsafe.empty()) pairs.unsafe.insert(protocol.unsafe);
  pairs.folds_of_data = std::max(pairs.folds_of_data, protocol.num_folds);
  if (protocol.train_clips > 0 && protocol.test_clips > 0)
    pairs.test_to_training.push_back(static_cast<double>(protocol.test_clips) /
                                     static_cast<double>(protocol.train_clips));
}

Pairs pair_runs(const StudyFolder& study, const Arm& baseline, const Arm& arm) {
  Pairs pairs;
  for (const auto& [cell, key] : arm) {
    const auto found = baseline.find(cell);
    if (found == baseline.end()) continue;
    const RunFolder first = RunFolder::open(study.run_path(found->second));
    const RunFolder second = RunFolder::open(study.run_path(key));
    if (!first.has_scores() || !second.has_scores()) continue;
    pairs.runs.push_back({.fold = cell.first,
                          .seed = cell.second,
                          .baseline = first.predictions(),
                          .arm = second.predictions()});
    for (const RunFolder* run : {&first, &second}) add_protocol(run->scores().protocol, pairs);
  }
  return pairs;
}

/// Pairs of runs that detected events, with the ratio of their test scenes to training scenes.
struct EventPairs {
  std::vector<PairedDetections> runs;
  std::vector<double> test_to_training;
};

EventPairs pair_detectors(const StudyFolder& study, const Arm& baseline, const Arm& arm) {
  EventPairs pairs;
  for (const auto& [cell, key] : arm) {
    const auto found = baseline.find(cell);
    if (found == baseline.end()) continue;
    const RunFolder first = RunFolder::open(study.run_path(found->second));
    const RunFolder second = RunFolder::open(study.run_path(key));
    if (!first.has_event_scores() || !second.has_event_scores()) continue;
    pairs.runs.push_back({.fold = cell.first,
                          .seed = cell.second,
                          .baseline = first.scored_scenes(),
                          .arm = second.scored_scenes()});
    const Json scores = second.event_scores();
    const std::string where = second.path().string();
    if (const int64_t training = core::whole_number(scores, "train_scenes", where); training > 0)
      pairs.test_to_training.push_back(
          static_cast<double>(core::whole_number(scores, "test_scenes", where)) /
          static_cast<double>(training));
  }
  return pairs;
}

/// Runs of one side that the other side lacks.
void note_unpaired(const Arm& runs, const Arm& others, const std::string& other_name,
                   std::vector<LeftOutRun>& left_out) {
  for (const auto& [cell, key] : runs)
    if (!others.contains(cell))
      left_out.push_back(
          {.key = key,
           .reason = fmt::format("{} has no evaluated run of this fold and seed", other_name)});
}

std::optional<double> mean_of(const std::vector<double>& values) {
  if (values.empty()) return std::nullopt;
  return metrics::estimate_mean(values).mean;
}

ArmComparison compare_pairs(const std::string& arm, const Pairs& pairs,
                            const ComparisonOptions& options) {
  ArmComparison comparison =
      compare_runs(arm, pairs.runs, mean_of(pairs.test_to_training), options);
  for (const std::string& reason : pairs.unsafe)
    comparison.cautions.insert(comparison.cautions.begin(),
                               fmt::format("Unsafe: do not trust these numbers. {}.", reason));
  if (comparison.num_folds < pairs.folds_of_data)
    comparison.cautions.push_back(fmt::format("{} of the {} folds of the data are compared.",
                                              comparison.num_folds, pairs.folds_of_data));
  return comparison;
}

Json interval_json(const metrics::Interval& interval) {
  return Json::array({interval.low, interval.high});
}

Json mcnemar_json(const metrics::McNemarTest& test) {
  return {{"only_arm", test.only_first},
          {"only_baseline", test.only_second},
          {"p", test.p},
          {"mid_p", test.mid_p},
          {"floor", test.floor}};
}

Json folds_json(const FoldComparison& comparison) {
  Json folds = Json::array();
  for (const FoldDifference& fold : comparison.folds)
    folds.push_back({{"fold", fold.fold}, {"difference", fold.difference}});
  Json json{{"folds", std::move(folds)},
            {"wilcoxon",
             {{"count", comparison.signed_rank.count},
              {"positive_sum", comparison.signed_rank.positive_sum},
              {"negative_sum", comparison.signed_rank.negative_sum},
              {"p", comparison.signed_rank.p},
              {"floor", comparison.signed_rank.floor},
              {"exact", comparison.signed_rank.is_exact}}},
            {"corrected_resampled_t", Json()}};
  if (const auto& test = comparison.resampled_t)
    json["corrected_resampled_t"] = {
        {"mean", test->mean}, {"standard_error", test->standard_error},
        {"t", test->t},       {"degrees_of_freedom", test->count - 1},
        {"p", test->p},       {"interval", interval_json(test->interval)}};
  return json;
}

Json arm_json(const ArmComparison& arm, const StudyComparison& comparison) {
  Json seeds = Json::array();
  for (const SeedComparison& seed : arm.seeds)
    seeds.push_back({{"seed", seed.seed},
                     {"clips", seed.num_clips},
                     {"difference", seed.difference},
                     {"mcnemar", mcnemar_json(seed.mcnemar)}});
  return {
      {"arm", arm.arm},
      {"runs", arm.num_runs},
      {"clips", arm.num_clips},
      {"clusters", arm.num_clusters},
      {"baseline_accuracy", arm.baseline_accuracy},
      {"accuracy", arm.accuracy},
      {"difference", arm.difference.value},
      {"interval", interval_json(arm.difference.bca)},
      {"percentile_interval", interval_json(arm.difference.percentile)},
      {"standard_error", arm.difference.deviation},
      {"randomisation",
       {{"p", arm.randomisation.p},
        {"floor", arm.randomisation.floor},
        {"clusters_that_differ", arm.randomisation.count},
        {"exact", arm.randomisation.is_exact}}},
      {"holm_p", arm.holm_p},
      {"seeds", std::move(seeds)},
      {"mcnemar_majority", mcnemar_json(arm.majority)},
      {"folds", arm.folds ? folds_json(*arm.folds) : Json()},
      {"verdict", core::enum_name(arm.verdict)},
      {"conclusion", conclusion(arm, comparison.clip_baseline, comparison.options.bootstrap.level)},
      {"cautions", arm.cautions}};
}

}  // namespace

std::vector<std::string> evaluated_arms(const StudyFolder& study) {
  std::vector<LeftOutRun> ignored;
  return in_order(study.study().table(study_table), evaluated_runs(study, ignored));
}

StudyComparison compare_study(const StudyFolder& study, const ComparisonOptions& options,
                              const OnComparisonProgress& on_progress) {
  StudyComparison comparison{.options = options};
  const auto runs = evaluated_runs(study, comparison.left_out);
  const core::ConfigTable recorded = study.study().table(study_table);
  const std::vector<std::string> names = in_order(recorded, runs);
  if (names.size() < 2)
    throw core::InvalidOptions(
        {.what = "arms to compare",
         .got = names.empty() ? "no evaluated run" : fmt::format("only \"{}\"", names.front()),
         .expected = "evaluated runs of at least two arms",
         .where = study.path().string()});
  const std::vector<std::string> wanted{options.baseline, text_of(recorded, clip_baseline_key),
                                        text_of(recorded, baseline_key)};
  for (const std::string& baseline : wanted) require_arm(baseline, names, study.path().string());
  const Kind clips = kind_of(study, runs, names, &RunFolder::has_scores, wanted);
  const Kind events =
      kind_of(study, runs, names, &RunFolder::has_event_scores, {wanted[0], wanted[2]});
  comparison.clip_baseline = clips.baseline;
  comparison.baseline = events.names.empty() ? clips.baseline : events.baseline;
  const int64_t total = std::max<int64_t>(0, std::ssize(events.names) - 1) * pieces_of_arm;
  int64_t done = 0;
  const auto on_piece = [&] {
    if (on_progress) on_progress(++done, total);
  };
  for (const std::string& name : clips.names) {
    if (name == clips.baseline) continue;
    const Pairs pairs = pair_runs(study, runs.at(clips.baseline), runs.at(name));
    if (!pairs.runs.empty()) comparison.arms.push_back(compare_pairs(name, pairs, options));
  }
  for (const std::string& name : events.names) {
    if (name == events.baseline) continue;
    const EventPairs detectors = pair_detectors(study, runs.at(events.baseline), runs.at(name));
    if (!detectors.runs.empty())
      comparison.event_arms.push_back(compare_detectors(
          name, detectors.runs, mean_of(detectors.test_to_training), options, on_piece));
  }
  for (const Kind& kind : {clips, events})
    for (const std::string& name : kind.names) {
      if (name == kind.baseline) continue;
      note_unpaired(runs.at(name), runs.at(kind.baseline), kind.baseline, comparison.left_out);
      note_unpaired(runs.at(kind.baseline), runs.at(name), name, comparison.left_out);
    }
  if (comparison.arms.empty() && comparison.event_arms.empty())
    throw core::InvalidOptions({.what = "runs to pair",
                                .got = "none with the same fold and seed",
                                .expected = "some in the baseline and another arm",
                                .where = study.path().string(),
                                .fix = "finish the study"});
  conclude(comparison.arms, options.bootstrap.level);
  conclude(comparison.event_arms, options.bootstrap.level);
  return comparison;
}

Json to_json(const StudyComparison& comparison) {
  Json arms = Json::array();
  for (const ArmComparison& arm : comparison.arms) arms.push_back(arm_json(arm, comparison));
  Json left_out = Json::array();
  for (const auto& [key, reason] : comparison.left_out)
    left_out.push_back(
        {{"arm", key.arm}, {"fold", key.fold}, {"seed", key.seed}, {"reason", reason}});
  Json event_arms = Json::array();
  for (const EventArmComparison& arm : comparison.event_arms)
    event_arms.push_back(to_json(arm, comparison.baseline, comparison.options.bootstrap.level));
  return {
      {"schema", comparisons_schema},
      {"baseline", comparison.baseline},
      {"clip_baseline", comparison.clip_baseline},
      {"options", core::to_json(core::to_config(comparison.options))},
      {"method", method_text(comparison.options, std::ssize(comparison.arms))},
      {"arms", std::move(arms)},
      {"event_method", event_method_text(comparison.options, std::ssize(comparison.event_arms))},
      {"event_arms", std::move(event_arms)},
      {"left_out", std::move(left_out)}};
}

void write_comparison(const StudyFolder& study, const StudyComparison& comparison) {
  core::write_file_atomically(study.comparisons_path(), to_json(comparison).dump(2) + "\n");
}

std::optional<ComparisonOptions> recorded_comparison_options(const StudyFolder& study) {
  const std::filesystem::path file = study.comparisons_path();
  if (!std::filesystem::exists(file)) return std::nullopt;
  const Json json = core::parse_json(core::read_file(file), file.string());
  core::require_schema(json, comparisons_schema, file.string());
  if (!json.contains("options")) core::throw_bad_json(file.string(), "no member \"options\"");
  return parse_recorded<ComparisonOptions>(json["options"], file.string());
}

}  // namespace pinna::runs
