#include "pinna/metrics/source_scores.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::metrics {
namespace {

/// One source while it is being counted.
struct Count {
  SourceScores scores;
  std::set<std::string> clips;
};

void check_groups(const ClipPredictions& predictions, std::optional<int64_t> target) {
  check_predictions(predictions, "predictions by source");
  if (std::ssize(predictions.groups) != predictions.num_clips())
    throw core::BadData({.what = "sources of predictions",
                         .got = fmt::format("{}", predictions.groups.size()),
                         .expected = fmt::format("{}, one a clip", predictions.num_clips()),
                         .fix = "evaluate the run again"});
  if (target && (*target < 0 || *target >= predictions.num_classes()))
    throw core::InvalidOptions({.what = "class",
                                .got = fmt::to_string(*target),
                                .expected = fmt::format("0 to {}", predictions.num_classes() - 1)});
}

/// The fewest of the sources, of which those with most errors come first, that hold half of them.
int64_t sources_behind_half(const SourceBreakdown& breakdown) {
  int64_t errors = 0, sources = 0;
  while (2 * errors < breakdown.errors)
    errors += breakdown.sources[static_cast<size_t>(sources++)].errors();
  return sources;
}

}  // namespace

SourceBreakdown by_source(const ClipPredictions& predictions, std::optional<int64_t> target) {
  check_groups(predictions, target);
  std::map<std::string, Count> counts;
  for (int64_t i = 0; i < predictions.num_clips(); ++i) {
    const auto index = static_cast<size_t>(i);
    const int64_t truth = predictions.targets[index];
    if (target && truth != *target) continue;
    const std::string& group = predictions.groups[index];
    const std::string& source = group.empty() ? predictions.clips[index] : group;
    const auto [entry, is_new] = counts.try_emplace(source);
    Count& count = entry->second;
    if (is_new) count.scores = {.source = source, .target = truth};
    count.clips.insert(predictions.clips[index]);
    ++count.scores.predictions;
    count.scores.correct += predictions.predicted(i) == truth;
  }
  SourceBreakdown breakdown;
  for (auto& [source, count] : counts) {
    count.scores.clips = std::ssize(count.clips);
    breakdown.errors += count.scores.errors();
    breakdown.with_errors += count.scores.errors() > 0;
    breakdown.failing += count.scores.correct == 0;
    breakdown.mean_accuracy += count.scores.accuracy() / static_cast<double>(counts.size());
    breakdown.sources.push_back(std::move(count.scores));
  }
  std::stable_sort(breakdown.sources.begin(), breakdown.sources.end(),
                   [](const auto& a, const auto& b) { return a.errors() > b.errors(); });
  breakdown.behind_half = sources_behind_half(breakdown);
  return breakdown;
}

}  // namespace pinna::metrics
