// Clips by source recording: what folds and splits must keep together.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pinna/data/clip_table.h"

namespace pinna::data {

/// Clips of one group, as ascending indices into ClipTable::clips.
struct ClipGroup {
  std::string name;
  std::vector<int64_t> clips;
};

/// The groups that the clips belong to, in the order of their first clips.
std::vector<ClipGroup> groups_of(const ClipTable& table, const std::vector<int64_t>& clips);

/// Every index of the table.
std::vector<int64_t> all_clips(const ClipTable& table);

/// How many of the clips belong to each class; [num_classes].
std::vector<int64_t> count_classes(const ClipTable& table, const std::vector<int64_t>& clips);

/// Groups of the table whose clips do not all lie on the same `side`.
std::vector<ClipGroup> groups_across(const ClipTable& table,
                                     const std::function<int64_t(int64_t clip)>& side);
/// Groups whose clips lie in more than one fold.
std::vector<ClipGroup> groups_across_folds(const ClipTable& table);

/// "134049 (1-134049-A-1, 2-134049-B-6), ...": at most five groups, then a count.
std::string list_groups(const ClipTable& table, const std::vector<ClipGroup>& groups);

}  // namespace pinna::data
