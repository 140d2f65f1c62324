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

/// What decides which part a clip belongs to.
enum class SplitBy {
  folds,        ///< one fold is tested, the others are trained on
  table_order,  ///< of each class the first rows are trained on, then validated, the last tested
};

}  // namespace pinna::data

template <>
struct pinna::core::EnumNames<pinna::data::GroupPolicy> {
  static constexpr std::array names{std::pair{data::GroupPolicy::strict, "strict"},
                                    std::pair{data::GroupPolicy::unsafe, "unsafe"}};
};
template <>
struct pinna::core::EnumNames<pinna::data::SplitBy> {
  static constexpr std::array names{std::pair{data::SplitBy::folds, "folds"},
                                    std::pair{data::SplitBy::table_order, "table_order"}};
};

namespace pinna::data {

struct SplitOptions {
  SplitBy by = SplitBy::folds;
  double validation_fraction = 0;
  double test_fraction = 0.2;
  GroupPolicy groups = GroupPolicy::strict;
  static void fields(auto&& field) {
    field("by", &SplitOptions::by,
          "folds | table_order: of each class the first rows to train on, the last to test on");
    field("validation_fraction", &SplitOptions::validation_fraction,
          "share of each class's training clips held out by group; by table order, of its rows",
          core::between(0, 0.9));
    field("test_fraction", &SplitOptions::test_fraction,
          "share of each class's rows that is tested; by table order only",
          core::between(0.001, 0.9));
    field("groups", &SplitOptions::groups, "strict | unsafe: accept folds that separate a source");
  }
  bool operator==(const SplitOptions&) const = default;
};

/// Indices into ClipTable::clips, ascending. The three parts are disjoint and cover the table.
struct Split {
  int64_t fold = 0;        ///< the fold that is tested
  int64_t num_splits = 1;  ///< how many such splits there are: one for each fold
  std::vector<int64_t> train = {};
  std::vector<int64_t> validation = {};
  std::vector<int64_t> test = {};
  bool unsafe =
      false;  ///< groups cross in folds that are not the dataset's own: stamp every output
  std::vector<std::string> warnings = {};
};

/// Tests on `fold` and trains on the rest; a validation part is cut from the rest by group, class
/// by class, among groups that have no clip in the test fold. The same seed gives the same split.
/// By table order there is one split, whose fold is 1, and neither seed nor groups have a say in
/// it. InvalidOptions for a fold that does not exist, CheckFailed that lists the groups which cross
/// between parts, except in a dataset's official folds, whose results stay comparable with the
/// literature and carry a warning instead; BadData if a class has no clip to train on.
Split split_fold(const ClipTable& table, int64_t fold, const SplitOptions& options, uint64_t seed);

/// Groups whose clips lie in more than one part of the split.
std::vector<ClipGroup> groups_across_parts(const ClipTable& table, const Split& split);

}  // namespace pinna::data
