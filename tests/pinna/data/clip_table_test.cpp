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

TEST(ClipTable, RefusesTextThatIsNotUtf8AndSaysWhere) {
  const auto message_of = [](const ClipTable& table) -> std::string {
    try {
      check_clips(table);
    } catch (const core::BadData& error) {
      return error.what();
    }
    return "no error";
  };
  const ClipTable good = make_table({{"a", 1, "x"}, {"M\u00f6we", 2, "y"}});
  EXPECT_EQ(message_of(good), "no error");
  const std::string latin1 = "M\xf6we";
  ClipTable bad = good;
  bad.clips[1].label = latin1;
  bad.clips[1].path = "memory/b.wav";
  EXPECT_THAT(message_of(bad), testing::HasSubstr("label of clip 2: got \"M?we\""));
  EXPECT_THAT(message_of(bad), testing::HasSubstr("memory/b.wav"));
  bad = good;
  bad.clips[0].id = latin1;
  EXPECT_THAT(message_of(bad), testing::HasSubstr("id of clip 1"));
  bad = good;
  bad.clips[0].group = latin1;
  EXPECT_THAT(message_of(bad), testing::HasSubstr("group of clip 1"));
  bad = good;
  bad.clips[0].path = "memory/" + latin1;
  EXPECT_THAT(message_of(bad), testing::HasSubstr("file of clip 1"));
}

TEST(ClipTable, TheFolderOfADatasetMayHaveAnyName) {
  ClipTable table = make_table({{"a", 1, "x"}});
  table.root = "M\xf6we";
  table.clips[0].path = table.root / "a.wav";
  EXPECT_NO_THROW(check_clips(table));
}

}  // namespace
}  // namespace pinna::data
