#include "pinna/runs/comparison.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/metrics/multiple_tests.h"

namespace pinna::runs {
namespace {

/// Intervals from fewer recordings are too narrow: docs/statistics.md has measured by how much.
constexpr int64_t few_clusters = 40;
constexpr int64_t few_seeds = 5;

/// One clip of one run.
struct PairedClip {
  std::string clip;
  std::string group;
  int64_t fold = 0;
  uint64_t seed = 0;
  bool arm_right = false;
  bool baseline_right = false;

  int64_t gain() const { return int64_t{arm_right} - int64_t{baseline_right}; }
};

[[noreturn]] void throw_unpaired(const PairedRun& run, std::string what, std::string got,
                                 std::string expected) {
  throw core::BadData({.what = std::move(what),
                       .got = std::move(got),
                       .expected = std::move(expected),
                       .where = fmt::format("fold {}, seed {}", run.fold, run.seed),
                       .fix = "compare methods on the same clips"});
}

std::unordered_map<std::string_view, int64_t> index_clips(
    const PairedRun& run, const metrics::ClipPredictions& predictions) {
  std::unordered_map<std::string_view, int64_t> index;
  for (int64_t i = 0; i < predictions.num_clips(); ++i) {
    const std::string& clip = predictions.clips[static_cast<size_t>(i)];
    if (!index.emplace(clip, i).second)
      throw_unpaired(run, "clip in predictions", fmt::format("\"{}\" twice", clip), "each once");
  }
  return index;
}

const std::string& label_of(const metrics::ClipPredictions& predictions, int64_t clip) {
  return predictions.labels[static_cast<size_t>(predictions.targets[static_cast<size_t>(clip)])];
}

bool is_right(const metrics::ClipPredictions& predictions, int64_t clip) {
  return predictions.predicted(clip) == predictions.targets[static_cast<size_t>(clip)];
}

void add_clips(const PairedRun& run, std::vector<PairedClip>& clips) {
  const auto& [fold, seed, baseline, arm] = run;
  metrics::check_predictions(baseline, "predictions of the baseline");
  metrics::check_predictions(arm, "predictions to compare");
  const auto index = index_clips(run, baseline);
  if (index_clips(run, arm).size() != index.size())
    throw_unpaired(run, "clips of the two methods", fmt::to_string(arm.num_clips()),
                   fmt::to_string(baseline.num_clips()));
  for (int64_t i = 0; i < arm.num_clips(); ++i) {
    const std::string& clip = arm.clips[static_cast<size_t>(i)];
    const auto found = index.find(clip);
    if (found == index.end())
      throw_unpaired(run, "clips of the two methods", fmt::format("\"{}\" in one", clip),
                     "in both");
    if (label_of(arm, i) != label_of(baseline, found->second))
      throw_unpaired(run, fmt::format("label of clip \"{}\"", clip), label_of(arm, i),
                     label_of(baseline, found->second));
    clips.push_back({.clip = clip,
                     .group = arm.groups.empty() ? baseline.group(found->second) : arm.group(i),
                     .fold = fold,
                     .seed = seed,
                     .arm_right = is_right(arm, i),
                     .baseline_right = is_right(baseline, found->second)});
  }
}

/// Gains and clips by source recording and seed.
metrics::ClusterSums cluster_sums(const std::vector<PairedClip>& clips) {
  std::map<std::string_view, int64_t> clusters;
  std::map<uint64_t, int64_t> seeds;
  for (const PairedClip& clip : clips) {
    clusters.emplace(clip.group, std::ssize(clusters));
    seeds.emplace(clip.seed, std::ssize(seeds));
  }
  metrics::ClusterSums table{.num_clusters = std::ssize(clusters), .num_seeds = std::ssize(seeds)};
  table.sums.resize(clusters.size() * seeds.size());
  table.counts.resize(table.sums.size());
  for (const PairedClip& clip : clips) {
    const auto cell =
        static_cast<size_t>(clusters.at(clip.group) * table.num_seeds + seeds.at(clip.seed));
    table.sums[cell] += static_cast<double>(clip.gain());
    ++table.counts[cell];
  }
  return table;
}

metrics::SignFlipTest randomise_clusters(const std::vector<PairedClip>& clips,
                                         const metrics::BootstrapOptions& options) {
  std::map<std::string_view, int64_t> gains;
  for (const PairedClip& clip : clips) gains[clip.group] += clip.gain();
  std::vector<int64_t> differences;
  for (const auto& [group, gain] : gains) differences.push_back(gain);
  return metrics::sign_flip_test(std::span<const int64_t>(differences),
                                 {.draws = options.resamples, .seed = options.seed});
}

/// Clips that only one method gets right, and the rest.
struct Tally {
  int64_t clips = 0;
  int64_t only_arm = 0;
  int64_t only_baseline = 0;

  void add(bool arm_right, bool baseline_right) {
    ++clips;
    only_arm += arm_right && !baseline_right;
    only_baseline += baseline_right && !arm_right;
  }
  double difference() const {
    return static_cast<double>(only_arm - only_baseline) / static_cast<double>(clips);
  }
  metrics::McNemarTest mcnemar() const { return metrics::mcnemar(only_arm, only_baseline); }
};

std::vector<SeedComparison> compare_seeds(const std::vector<PairedClip>& clips) {
  std::map<uint64_t, Tally> tallies;
  for (const PairedClip& clip : clips) tallies[clip.seed].add(clip.arm_right, clip.baseline_right);
  std::vector<SeedComparison> seeds;
  for (const auto& [seed, tally] : tallies)
    seeds.push_back({.seed = seed,
                     .num_clips = tally.clips,
                     .difference = tally.difference(),
                     .mcnemar = tally.mcnemar()});
  return seeds;
}

/// Seeds vote: more than half of them have to be right.
Tally majority(const std::vector<PairedClip>& clips) {
  struct Votes {
    int64_t seeds = 0;
    int64_t arm = 0;
    int64_t baseline = 0;
  };
  std::map<std::string_view, Votes> votes;
  for (const PairedClip& clip : clips) {
    Votes& of_clip = votes[clip.clip];
    ++of_clip.seeds;
    of_clip.arm += clip.arm_right;
    of_clip.baseline += clip.baseline_right;
  }
  Tally tally;
  for (const auto& [clip, of_clip] : votes)
    tally.add(2 * of_clip.arm > of_clip.seeds, 2 * of_clip.baseline > of_clip.seeds);
  return tally;
}

std::optional<FoldComparison> compare_folds(const std::vector<PairedClip>& clips,
                                            std::optional<double> test_to_training, double level) {
  std::map<int64_t, Tally> tallies;
  for (const PairedClip& clip : clips) tallies[clip.fold].add(clip.arm_right, clip.baseline_right);
  if (tallies.size() < 2) return std::nullopt;
  FoldComparison comparison;
  std::vector<double> differences;
  for (const auto& [fold, tally] : tallies) {
    differences.push_back(tally.difference());
    comparison.folds.push_back({.fold = fold, .difference = differences.back()});
  }
  comparison.signed_rank = metrics::signed_rank_test(differences);
  if (test_to_training)
    comparison.resampled_t = metrics::corrected_resampled_t(differences, *test_to_training, level);
  return comparison;
}

std::vector<std::string> cautions_of(const ArmComparison& comparison,
                                     std::span<const PairedRun> runs) {
  std::vector<std::string> cautions;
  const bool knows_sources = std::all_of(runs.begin(), runs.end(), [](const PairedRun& run) {
    return !run.arm.groups.empty() || !run.baseline.groups.empty();
  });
  if (!knows_sources)
    cautions.emplace_back(
        "The predictions do not name the source recording of every clip: such clips count as "
        "independent, and if some come from one recording, intervals are too narrow and p values "
        "too small.");
  if (comparison.num_clusters < few_clusters)
    cautions.push_back(
        fmt::format("Only {} source recordings: intervals from so few are too "
                    "narrow.",
                    comparison.num_clusters));
  if (comparison.num_seeds == 1)
    cautions.emplace_back(
        "One seed: what another seed would give is in no interval and no p value.");
  else if (comparison.num_seeds < few_seeds)
    cautions.push_back(fmt::format("{} seeds: how much seeds matter is known only roughly.",
                                   comparison.num_seeds));
  return cautions;
}

double share_right(const std::vector<PairedClip>& clips, bool PairedClip::*right) {
  const auto count = std::count_if(clips.begin(), clips.end(),
                                   [right](const PairedClip& clip) { return clip.*right; });
  return static_cast<double>(count) / static_cast<double>(clips.size());
}

template <class Value>
int64_t count_distinct(const std::vector<PairedClip>& clips, Value PairedClip::*member) {
  std::set<Value> values;
  for (const PairedClip& clip : clips) values.insert(clip.*member);
  return std::ssize(values);
}

}  // namespace

ArmComparison compare_runs(const std::string& arm, std::span<const PairedRun> runs,
                           std::optional<double> test_to_training,
                           const ComparisonOptions& options) {
  core::check_options(options);
  std::vector<PairedClip> clips;
  for (const PairedRun& run : runs) add_clips(run, clips);
  if (clips.empty())
    throw core::InvalidOptions(
        {.what = "clips to compare", .got = "none", .expected = "some that both methods answered"});
  const metrics::ClusterSums sums = cluster_sums(clips);
  ArmComparison comparison{
      .arm = arm,
      .num_runs = std::ssize(runs),
      .num_folds = count_distinct(clips, &PairedClip::fold),
      .num_seeds = sums.num_seeds,
      .num_clips = count_distinct(clips, &PairedClip::clip),
      .num_clusters = sums.num_clusters,
      .baseline_accuracy = share_right(clips, &PairedClip::baseline_right),
      .accuracy = share_right(clips, &PairedClip::arm_right),
      .difference = metrics::bootstrap_ratio(sums, options.seeds, options.bootstrap),
      .randomisation = randomise_clusters(clips, options.bootstrap),
      .seeds = compare_seeds(clips),
      .majority = majority(clips).mcnemar(),
      .folds = compare_folds(clips, test_to_training, options.bootstrap.level)};
  comparison.holm_p = comparison.randomisation.p;
  comparison.cautions = cautions_of(comparison, runs);
  return comparison;
}

void conclude(std::vector<ArmComparison>& arms, double level) {
  std::vector<double> family;
  for (const ArmComparison& arm : arms) family.push_back(arm.randomisation.p);
  const std::vector<double> adjusted = metrics::holm(family);
  for (size_t i = 0; i < arms.size(); ++i) {
    arms[i].holm_p = adjusted[i];
    const metrics::Interval& interval = arms[i].difference.bca;
    const bool excludes_zero = interval.low > 0 || interval.high < 0;
    arms[i].verdict =
        adjusted[i] <= 1 - level && excludes_zero ? Verdict::difference : Verdict::not_shown;
  }
}

}  // namespace pinna::runs
