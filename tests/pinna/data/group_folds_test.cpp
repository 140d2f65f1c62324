#include "pinna/data/group_folds.h"

#include <algorithm>

#include "tests/pinna/data/dataset_files.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"
#include "pinna/data/clip_groups.h"

namespace pinna::data {
namespace {

using testing::IsEmpty;

std::vector<int64_t> folds_of_clips(const ClipTable& table) {
  std::vector<int64_t> folds;
  for (const Clip& clip : table.clips) folds.push_back(clip.fold);
  return folds;
}

RC_GTEST_PROP(GroupFolds, KeepGroupsWholeFillEveryFoldAndRepeatBySeed, ()) {
  const ClipTable table = *any_table();
  const auto num_groups = std::ssize(groups_of(table, all_clips(table)));
  RC_PRE(num_groups >= 2);
  const auto num_folds = *rc::gen::inRange<int64_t>(2, std::min<int64_t>(num_groups, 6) + 1);
  const auto seed = *rc::gen::arbitrary<uint64_t>();
  const ClipTable cut = with_group_folds(table, num_folds, seed);
  RC_ASSERT(groups_across_folds(cut).empty());
  RC_ASSERT(std::ssize(cut.folds()) == num_folds);
  RC_ASSERT(folds_of_clips(cut) == folds_of_clips(with_group_folds(table, num_folds, seed)));
}

TEST(GroupFolds, ClassesAreSpreadEvenly) {
  std::vector<TableRow> rows;
  for (int i = 0; i < 200; ++i) {
    const int group = i / 2;
    rows.push_back({group % 4 == 0 ? "rare" : "common", 0, std::to_string(group)});
  }
  const ClipTable cut = with_group_folds(make_table(rows, FoldOrigin::none), 5, 1);
  EXPECT_EQ(cut.fold_origin, FoldOrigin::cut);
  for (const int64_t fold : cut.folds()) {
    std::vector<int64_t> clips;
    for (const int64_t i : all_clips(cut))
      if (cut.clip(i).fold == fold) clips.push_back(i);
    EXPECT_THAT(count_classes(cut, clips), testing::ElementsAre(30, 10));
  }
}

TEST(GroupFolds, AnotherSeedGivesOtherFolds) {
  std::vector<TableRow> rows;
  for (int i = 0; i < 40; ++i) rows.push_back({"a", 0, std::to_string(i)});
  const ClipTable table = make_table(rows, FoldOrigin::none);
  EXPECT_NE(folds_of_clips(with_group_folds(table, 5, 1)),
            folds_of_clips(with_group_folds(table, 5, 2)));
}

TEST(GroupFolds, CannotOutnumberTheGroups) {
  const ClipTable table = make_table({{"a", 0, "x"}, {"a", 0, "y"}, {"b", 0, "y"}});
  EXPECT_THROW(with_group_folds(table, 3, 0), core::InvalidOptions);
  EXPECT_THROW(with_group_folds(table, 1, 0), core::InvalidOptions);
  EXPECT_NO_THROW(with_group_folds(table, 2, 0));
}

}  // namespace
}  // namespace pinna::data
