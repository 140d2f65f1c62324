#include "pinna/data/split.h"

#include <algorithm>
#include <tuple>

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "pinna/core/error.h"
#include "pinna/data/esc50.h"
#include "pinna/data/group_folds.h"

namespace pinna::data {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<int64_t> joined(const Split& split) {
  std::vector<int64_t> all = split.train;
  all.insert(all.end(), split.validation.begin(), split.validation.end());
  all.insert(all.end(), split.test.begin(), split.test.end());
  std::sort(all.begin(), all.end());
  return all;
}

RC_GTEST_PROP(Split, PartsCoverTheTableOnceAndNeverShareAGroup, ()) {
  const ClipTable table = *any_table();
  RC_PRE(groups_of(table, all_clips(table)).size() >= 3);
  const auto seed = *rc::gen::arbitrary<uint64_t>();
  const double fraction = *rc::gen::element(0.0, 0.1, 0.25, 0.5);
  const ClipTable folds = with_group_folds(table, 3, seed);
  const SplitOptions options{.validation_fraction = fraction};
  try {
    const Split split = split_fold(folds, 2, options, seed);
    RC_ASSERT(joined(split) == all_clips(folds));
    RC_ASSERT(groups_across_parts(folds, split).empty());
    RC_ASSERT(!split.unsafe);
    for (const int64_t i : split.test) RC_ASSERT(folds.clip(i).fold == 2);
    const Split again = split_fold(folds, 2, options, seed);
    RC_ASSERT(std::tie(again.train, again.validation, again.test) ==
              std::tie(split.train, split.validation, split.test));
    for (const int64_t count : count_classes(folds, split.train)) RC_ASSERT(count > 0);
  } catch (const core::BadData&) {  // a class or a share that the few groups cannot give
  }
}

TEST(Split, ValidationHoldsTheShareOfEveryClass) {
  std::vector<TableRow> rows;
  for (int i = 0; i < 100; ++i) rows.push_back({i % 2 ? "a" : "b", i % 5 + 1, std::to_string(i)});
  const ClipTable table = make_table(rows);
  const Split split = split_fold(table, 1, {.validation_fraction = 0.25}, 3);
  EXPECT_THAT(count_classes(table, split.validation), ElementsAre(10, 10));
  EXPECT_THAT(count_classes(table, split.train), ElementsAre(30, 30));
  EXPECT_THAT(count_classes(table, split.test), ElementsAre(10, 10));
  EXPECT_NE(split.validation, split_fold(table, 1, {.validation_fraction = 0.25}, 4).validation);
}

TEST(Split, GivenFoldsThatShareAGroupAreRefused) {
  const ClipTable table = make_table({{"a", 1, "x"}, {"a", 2, "x"}, {"a", 3, "y"}, {"a", 1, "z"}});
  try {
    split_fold(table, 1, {}, 0);
    FAIL();
  } catch (const core::CheckFailed& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("x (clip0, clip1)"), HasSubstr("unsafe")));
  }
  EXPECT_NO_THROW(split_fold(table, 3, {}, 0)) << "x lies in training folds only";
}

TEST(Split, UnsafePolicyStampsTheSplit) {
  const ClipTable table = make_table({{"a", 1, "x"}, {"a", 2, "x"}, {"a", 3, "y"}});
  const Split split = split_fold(table, 1, {.groups = GroupPolicy::unsafe}, 0);
  EXPECT_TRUE(split.unsafe);
  EXPECT_THAT(split.warnings, ElementsAre(HasSubstr("x (clip0, clip1)")));
  EXPECT_FALSE(split_fold(table, 3, {.groups = GroupPolicy::unsafe}, 0).unsafe);
}

TEST(Split, OfficialFoldsThatShareAGroupAreAWarning) {
  const ClipTable table =
      make_table({{"a", 1, "x"}, {"a", 2, "x"}, {"a", 3, "y"}}, FoldOrigin::official);
  const Split split = split_fold(table, 1, {}, 0);
  EXPECT_FALSE(split.unsafe);
  EXPECT_THAT(split.warnings, ElementsAre(HasSubstr("1 source recordings are both trained")));
}

TEST(Split, ByTableOrderTheFirstRowsOfEachClassAreTrainedAndTheLastTested) {
  std::vector<TableRow> rows;
  for (int i = 0; i < 400; ++i)
    rows.push_back({i % 2 == 0 ? "a" : "b", i / 80 + 1, std::to_string(i)});
  const ClipTable table = make_table(rows, FoldOrigin::official);
  const Split split = split_fold(
      table, 1, {.by = SplitBy::table_order, .validation_fraction = 0.2, .test_fraction = 0.05}, 0);
  EXPECT_THAT(count_classes(table, split.train), ElementsAre(150, 150));
  EXPECT_THAT(count_classes(table, split.validation), ElementsAre(40, 40));
  EXPECT_THAT(count_classes(table, split.test), ElementsAre(10, 10));
  EXPECT_THAT(split.train, Each(testing::Lt(300)));
  EXPECT_THAT(split.test, Each(testing::Ge(380)));
  EXPECT_THROW(split_fold(table, 2, {.by = SplitBy::table_order}, 0), core::InvalidOptions);
}

TEST(Split, ByTableOrderOfficialFoldsExcuseNothing) {
  const ClipTable table = make_table({{"a", 1, "x"}, {"a", 1, "y"}, {"a", 2, "z"}, {"a", 2, "x"}},
                                     FoldOrigin::official);
  const SplitOptions options{.by = SplitBy::table_order, .test_fraction = 0.25};
  EXPECT_THROW(split_fold(table, 1, options, 0), core::CheckFailed);
  SplitOptions unsafe = options;
  unsafe.groups = GroupPolicy::unsafe;
  const Split split = split_fold(table, 1, unsafe, 0);
  EXPECT_TRUE(split.unsafe);
  EXPECT_THAT(split.warnings, ElementsAre(HasSubstr("x (clip0, clip3)")));
}

TEST(Split, ValidationTakesNoSourceOfTheTestFold) {
  std::vector<TableRow> rows;
  for (int i = 0; i < 20; ++i) rows.push_back({"a", 1, std::to_string(i)});
  for (int i = 0; i < 30; ++i) rows.push_back({"a", 2, std::to_string(i)});
  const ClipTable table = make_table(rows, FoldOrigin::official);
  const Split split = split_fold(table, 1, {.validation_fraction = 0.2}, 0);
  EXPECT_EQ(split.validation.size(), 6u);
  EXPECT_THAT(split.validation, Each(testing::Ge(40)));
}

TEST(Split, ClassWithoutTrainingClipsIsNamed) {
  const ClipTable table = make_table({{"a", 1, "x"}, {"a", 2, "y"}, {"b", 2, "z"}, {"b", 2, "w"}});
  try {
    split_fold(table, 2, {}, 0);
    FAIL();
  } catch (const core::BadData& error) {
    EXPECT_THAT(error.what(), HasSubstr("no \"b\" to train on when fold 2 is tested"));
  }
  EXPECT_THAT(split_fold(table, 1, {}, 0).warnings, ElementsAre("fold 1 has no \"b\" to test"));
}

TEST(Split, BadRequestsAreInvalidOptions) {
  const ClipTable table = make_table({{"a", 1, "x"}, {"a", 2, "y"}});
  EXPECT_THROW(split_fold(table, 3, {}, 0), core::InvalidOptions);
  EXPECT_THROW(split_fold(table, 1, {.validation_fraction = 1}, 0), core::InvalidOptions);
  EXPECT_THROW(split_fold(make_table({{"a", 0, "x"}}), 1, {}, 0), core::InvalidOptions);
  EXPECT_THROW(split_fold(table, 1, {.validation_fraction = 0.5}, 0), core::BadData)
      << "the only training group cannot be held out";
}

TEST(Split, PublishedEsc10FoldsAreDisjointBySource) {
  const auto root = test::shared_path("data/esc10");
  REQUIRE_SHARED(root);
  const ClipTable table = read_esc50({.root = root});
  for (const int64_t fold : table.folds()) {
    const Split split = split_fold(table, fold, {.validation_fraction = 0.125}, 0);
    EXPECT_EQ(split.test.size(), 80u);
    EXPECT_THAT(count_classes(table, split.validation), Each(AllOf(testing::Gt(0), testing::Lt(8))))
        << "a share of 4 clips, give or take half of the largest source";
    EXPECT_THAT(groups_across_parts(table, split), IsEmpty());
    EXPECT_THAT(split.warnings, IsEmpty());
  }
}

}  // namespace
}  // namespace pinna::data
