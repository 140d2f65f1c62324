#include "pinna/data/leakage_findings.h"

#include "tests/pinna/data/dataset_files.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pinna::data {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Readable signals whose contents are the letters of `contents`.
std::vector<ClipSignal> signals_with(const std::string& contents) {
  std::vector<ClipSignal> signals;
  for (const char content : contents)
    signals.push_back({.seconds = 1, .content = std::string(1, content)});
  return signals;
}

TEST(LeakageFindings, CrossingGroupsWeighByWhoMadeTheFolds) {
  const std::vector<TableRow> rows{{"a", 1, "x"}, {"a", 2, "x"}, {"a", 2, "y"}};
  const auto given = find_group_leakage(make_table(rows, FoldOrigin::given));
  ASSERT_EQ(given.size(), 1u);
  EXPECT_EQ(given[0].severity, Severity::error);
  EXPECT_THAT(given[0].clips, ElementsAre("clip0", "clip1"));
  EXPECT_EQ(find_group_leakage(make_table(rows, FoldOrigin::official))[0].severity,
            Severity::warning);
  EXPECT_THAT(find_group_leakage(make_table({{"a", 1, "x"}, {"a", 1, "x"}, {"a", 2, "y"}})),
              IsEmpty());
}

TEST(LeakageFindings, RandomSplitLeaksByTheHypergeometricLaw) {
  // 10 clips, 2 of them tested: a tested clip's only sibling is tested too with chance 1 / 9.
  std::vector<TableRow> rows{{"a", 0, "pair"}, {"a", 0, "pair"}};
  for (int i = 0; i < 8; ++i) rows.push_back({"a", 0, std::to_string(i)});
  const auto findings = find_shared_sources(make_table(rows, FoldOrigin::none));
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_THAT(findings[0].sentence,
              AllOf(HasSubstr("10 clips come from 9 source recordings, 1 of which give 2 clips"),
                    HasSubstr("17.8 % of the test clips")));
  EXPECT_THAT(find_shared_sources(make_table({{"a", 0, "x"}, {"a", 0, "y"}})), IsEmpty());
}

TEST(LeakageFindings, EqualSamplesWeighByFoldAndLabel) {
  const std::vector<TableRow> rows{{"a", 1, "x"}, {"a", 1, "y"}, {"a", 2, "z"}, {"b", 1, "w"}};
  const ClipTable table = make_table(rows);
  EXPECT_THAT(find_duplicates(table, signals_with("pqrs")), IsEmpty());
  const auto same_fold = find_duplicates(table, signals_with("ppqr"));
  ASSERT_EQ(same_fold.size(), 1u);
  EXPECT_EQ(same_fold[0].severity, Severity::warning);
  EXPECT_THAT(same_fold[0].clips, ElementsAre("clip0", "clip1"));
  const auto across = find_duplicates(table, signals_with("pqpr"));
  EXPECT_EQ(across[0].severity, Severity::error);
  EXPECT_THAT(across[0].sentence, HasSubstr("in different folds"));
  EXPECT_EQ(
      find_duplicates(make_table(rows, FoldOrigin::official), signals_with("pqpr"))[0].severity,
      Severity::warning);
  EXPECT_THAT(find_duplicates(table, signals_with("pqrp"))[0].sentence,
              HasSubstr("with different labels"));
}

TEST(LeakageFindings, SilentAndUnreadableClipsAreNoDuplicates) {
  const ClipTable table = make_table({{"a", 1, "x"}, {"a", 2, "y"}});
  auto silent = signals_with("pp");
  for (ClipSignal& signal : silent) signal.trailing_zero_seconds = signal.seconds;
  EXPECT_THAT(find_duplicates(table, silent), IsEmpty());
  auto unreadable = signals_with("pp");
  for (ClipSignal& signal : unreadable) signal.failure = "damaged";
  EXPECT_THAT(find_duplicates(table, unreadable), IsEmpty());
}

}  // namespace
}  // namespace pinna::data
