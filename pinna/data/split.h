// Which clips are trained, validated and tested on. A split never separates clips of one source
// recording (their group) unless the dataset's published folds do, or the caller insists.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/data/clip_groups.h"
#include "pinna/data/clip_table.h"

namespace pinna::data {

/// What to do with given folds that separate clips of one group.
enum class GroupPolicy {
  strict,  ///< refuse
  unsafe,  ///< accept, and stamp the split so that every result says so
};

}  // namespace pinna::data

template <>
struct pinna::core::EnumNames<pinna::data::GroupPolicy> {
  static constexpr std::array names{std::pair{data::GroupPolicy::strict, "strict"},
                                    std::pair{data::GroupPolicy::unsafe, "unsafe"}};
};

namespace pinna::data {

struct SplitOptions {
  double validation_fraction = 0;
  GroupPolicy groups = GroupPolicy::strict;
  static void fields(auto&& field) {
    field("validation_fraction", &SplitOptions::validation_fraction,
          "share of each class's training clips held out by group", core::between(0, 0.9));
    field("groups", &SplitOptions::groups, "strict | unsafe: accept folds that separate a source");
  }
  bool operator==(const SplitOptions&) const = default;
};

/// Indices into ClipTable::clips, ascending. The three parts are disjoint and cover the table.
struct Split {
  int64_t fold = 0;  ///< the fold that is tested
  std::vector<int64_t> train = {};
  std::vector<int64_t> validation = {};
  std::vector<int64_t> test = {};
  bool unsafe =
      false;  ///< groups cross in folds that are not the dataset's own: stamp every output
  std::vector<std::string> warnings = {};
};

/// Tests on `fold` and trains on the rest; a validation part is cut from the rest by group, class
/// by class, among groups that have no clip in the test fold. The same seed gives the same split.
/// InvalidOptions for a fold that does not exist, CheckFailed for crossing groups (see
/// require_disjoint_groups), BadData if a class has no clip to train on.
Split split_fold(const ClipTable& table, int64_t fold, const SplitOptions& options, uint64_t seed);

/// Groups whose clips lie in more than one part of the split.
std::vector<ClipGroup> groups_across_parts(const ClipTable& table, const Split& split);

/// CheckFailed that lists the groups which cross, except in a dataset's official folds: results on
/// those stay comparable with the literature, and the split carries a warning instead.
void require_disjoint_groups(const ClipTable& table, const Split& split);

}  // namespace pinna::data
