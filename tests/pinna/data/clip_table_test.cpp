#include "pinna/data/clip_table.h"

#include "tests/pinna/data/dataset_files.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ClipTable, FoldsAreTheNumbersThatOccur) {
  EXPECT_THAT(make_table({{"a", 4, "x"}, {"a", 2, "y"}, {"a", 4, "z"}}).folds(), ElementsAre(2, 4));
  EXPECT_THAT(make_table({{"a", 0, "x"}}).folds(), IsEmpty());
}

TEST(ClipTable, AssignedTargetsFollowTheSortedLabels) {
  const ClipTable table = make_table({{"wind", 1, "x"}, {"bell", 1, "y"}, {"wind", 1, "z"}});
  EXPECT_THAT(table.labels, ElementsAre("bell", "wind"));
  EXPECT_EQ(table.clip(0).target, 1);
  EXPECT_EQ(table.clip(1).target, 0);
}

TEST(ClipTable, RefusesNoClipsRepeatedIdsAndFoldsForSomeClipsOnly) {
  EXPECT_THROW(check_clips(ClipTable{}), core::BadData);
  ClipTable table = make_table({{"a", 1, "x"}, {"a", 2, "y"}});
  EXPECT_NO_THROW(check_clips(table));
  table.clips[1].fold = 0;
  EXPECT_THROW(check_clips(table), core::BadData);
  table.clips[1].fold = 2;
  table.clips[1].id = table.clips[0].id;
  EXPECT_THROW(check_clips(table), core::BadData);
}

}  // namespace
}  // namespace pinna::data
