#include "pinna/data/group_folds.h"

#include <algorithm>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/random.h"
#include "pinna/data/clip_groups.h"

namespace pinna::data {
namespace {

/// What a fold holds so far.
struct FoldCounts {
  std::vector<int64_t> classes;
  int64_t clips = 0;
};

/// How much the sum over classes of (clips of the class in the fold)^2 / (clips of the class)
/// grows when `added` joins the fold; equal growth is decided by the smaller fold.
std::pair<double, int64_t> cost(const FoldCounts& fold, const std::vector<int64_t>& added,
                                const std::vector<int64_t>& totals) {
  double growth = 0;
  for (size_t c = 0; c < totals.size(); ++c)
    if (added[c] > 0)
      growth += static_cast<double>(added[c] * (added[c] + 2 * fold.classes[c])) /
                static_cast<double>(totals[c]);
  return {growth, fold.clips};
}

}  // namespace

ClipTable with_group_folds(ClipTable table, int64_t num_folds, uint64_t seed) {
  auto groups = groups_of(table, all_clips(table));
  if (num_folds < 2 || num_folds > std::ssize(groups))
    throw core::InvalidOptions(
        {.what = "number of folds",
         .got = std::to_string(num_folds),
         .expected = fmt::format("2 to {}, the number of groups", groups.size()),
         .where = table.root.string()});
  core::Random(seed, "group_folds").shuffle(std::span(groups));
  std::stable_sort(groups.begin(), groups.end(), [](const ClipGroup& a, const ClipGroup& b) {
    return a.clips.size() > b.clips.size();
  });

  const auto totals = count_classes(table, all_clips(table));
  std::vector<FoldCounts> folds(static_cast<size_t>(num_folds),
                                {.classes = std::vector<int64_t>(totals.size())});
  for (const ClipGroup& group : groups) {
    const auto added = count_classes(table, group.clips);
    const auto best =
        std::min_element(folds.begin(), folds.end(), [&](const FoldCounts& a, const FoldCounts& b) {
          return cost(a, added, totals) < cost(b, added, totals);
        });
    for (size_t c = 0; c < totals.size(); ++c) best->classes[c] += added[c];
    best->clips += std::ssize(group.clips);
    for (const int64_t i : group.clips)
      table.clips[static_cast<size_t>(i)].fold = best - folds.begin() + 1;
  }
  table.fold_origin = FoldOrigin::cut;
  return table;
}

}  // namespace pinna::data
