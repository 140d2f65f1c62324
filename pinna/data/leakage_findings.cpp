#include "pinna/data/leakage_findings.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/data/clip_groups.h"

namespace pinna::data {
namespace {

constexpr double random_test_share = 0.2;

std::vector<std::string> ids_of(const ClipTable& table, const std::vector<ClipGroup>& groups) {
  std::vector<std::string> ids;
  for (const ClipGroup& group : groups)
    for (const int64_t i : group.clips) ids.push_back(table.clip(i).id);
  return ids;
}

/// The probability that a test clip whose source has `clips` clips has one of them in training,
/// when `test` of `total` clips are drawn at random.
double leak_probability(int64_t clips, int64_t test, int64_t total) {
  double all_tested = 1;
  for (int64_t k = 1; k < clips; ++k)
    all_tested *= std::max(0.0, static_cast<double>(test - k) / static_cast<double>(total - k));
  return 1 - all_tested;
}

std::vector<ClipGroup> groups_of_equal_content(const ClipTable& table,
                                               const std::vector<ClipSignal>& signals) {
  std::map<std::string, std::vector<int64_t>> by_content;
  for (const int64_t i : all_clips(table)) {
    const ClipSignal& signal = signals[static_cast<size_t>(i)];
    if (signal.failure.empty() && signal.active_seconds() > 0)
      by_content[signal.content].push_back(i);
  }
  std::vector<ClipGroup> groups;
  for (auto& [content, clips] : by_content)
    if (clips.size() > 1) groups.push_back({.name = "same samples", .clips = std::move(clips)});
  std::sort(groups.begin(), groups.end(), [](const ClipGroup& a, const ClipGroup& b) {
    return a.clips.front() < b.clips.front();
  });
  return groups;
}

}  // namespace

std::vector<Finding> find_group_leakage(const ClipTable& table) {
  const auto crossing = groups_across_folds(table);
  if (crossing.empty()) return {};
  const bool is_official = table.fold_origin == FoldOrigin::official;
  return {{.kind = FindingKind::group_leakage,
           .severity = is_official ? Severity::warning : Severity::error,
           .clips = ids_of(table, crossing),
           .sentence = fmt::format("{} source recordings have clips in more than one fold: {}",
                                   crossing.size(), list_groups(table, crossing)),
           .fix = is_official
                      ? "the folds are the dataset's own: keep them and report the accuracy "
                        "with and without these clips"
                      : "cut new folds by group"}};
}

std::vector<Finding> find_shared_sources(const ClipTable& table) {
  const auto total = table.num_clips();
  const auto test = std::llround(random_test_share * static_cast<double>(total));
  auto groups = groups_of(table, all_clips(table));
  const size_t num_groups = groups.size();
  std::erase_if(groups, [](const ClipGroup& group) { return group.clips.size() < 2; });
  if (groups.empty()) return {};
  double leaked = 0;
  for (const ClipGroup& group : groups)
    leaked += static_cast<double>(group.clips.size()) *
              leak_probability(std::ssize(group.clips), test, total);
  auto clips = ids_of(table, groups);
  auto sentence = fmt::format(
      "{} clips come from {} source recordings, {} of which give {} clips: a random 80/20 split "
      "would leave {:.1f} % of the test clips with a clip of the same source in training",
      total, num_groups, groups.size(), clips.size(), 100 * leaked / static_cast<double>(total));
  return {{.kind = FindingKind::shared_sources,
           .severity = Severity::note,
           .clips = std::move(clips),
           .sentence = std::move(sentence),
           .fix = "split by fold or by group, never at random"}};
}

std::vector<Finding> find_duplicates(const ClipTable& table,
                                     const std::vector<ClipSignal>& signals) {
  const auto groups = groups_of_equal_content(table, signals);
  if (groups.empty()) return {};
  bool cross_folds = false;
  bool cross_labels = false;
  for (const ClipGroup& group : groups)
    for (const int64_t i : group.clips) {
      const Clip& first = table.clip(group.clips.front());
      cross_folds |= table.clip(i).fold != first.fold;
      cross_labels |= table.clip(i).target != first.target;
    }
  const bool is_official = table.fold_origin == FoldOrigin::official;
  const bool is_error = cross_labels || (cross_folds && !is_official);
  return {{.kind = FindingKind::duplicate,
           .severity = is_error ? Severity::error : Severity::warning,
           .clips = ids_of(table, groups),
           .sentence =
               fmt::format("{} sets of clips have equal samples{}{}: {}", groups.size(),
                           cross_labels ? ", with different labels" : "",
                           cross_folds ? ", in different folds" : "", list_groups(table, groups)),
           .fix = "keep one clip of each set"}};
}

}  // namespace pinna::data
