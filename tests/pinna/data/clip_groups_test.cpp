#include "pinna/data/clip_groups.h"

#include "tests/pinna/data/dataset_files.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::data {
namespace {

using testing::ElementsAre;

TEST(ClipGroups, KeepTheOrderOfTheirFirstClips) {
  const ClipTable table = make_table({{"a", 1, "y"}, {"b", 1, "x"}, {"a", 2, "y"}});
  const auto groups = groups_of(table, all_clips(table));
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0].name, "y");
  EXPECT_THAT(groups[0].clips, ElementsAre(0, 2));
  EXPECT_THAT(count_classes(table, {0, 2}), ElementsAre(2, 0));
}

TEST(ClipGroups, AcrossFoldsAreListedWithTheirClips) {
  const ClipTable table = make_table({{"a", 1, "y"}, {"b", 1, "x"}, {"a", 2, "y"}, {"b", 1, "x"}});
  const auto crossing = groups_across_folds(table);
  ASSERT_EQ(crossing.size(), 1u);
  EXPECT_EQ(list_groups(table, crossing), "y (clip0, clip2)");
  EXPECT_EQ(list_groups(table, std::vector<ClipGroup>(7, crossing.front())),
            "y (clip0, clip2), y (clip0, clip2), y (clip0, clip2), y (clip0, clip2), "
            "y (clip0, clip2), and 2 more");
}

}  // namespace
}  // namespace pinna::data
