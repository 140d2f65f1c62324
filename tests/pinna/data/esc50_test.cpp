#include "pinna/data/esc50.h"

#include <map>
#include <set>
#include <vector>

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/data/esc50_categories.h"
#include "pinna/data/leakage_findings.h"
#include "pinna/data/split.h"

namespace pinna::data {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// The message of the error, which must be of the kind E.
template <class E>
std::string error_of(const Esc50Options& options) {
  try {
    read_esc50(options);
  } catch (const E& error) {
    return error.what();
  }
  return "no error";
}

/// The error after one row of the small dataset was replaced.
std::string error_of_row(const std::string& row) {
  const test::TemporaryFolder root;
  write_small_esc50(root.path());
  write_text(root / "meta/esc50.csv", esc50_header + row + "\n");
  return error_of<core::Error>({.root = root.path()});
}

TEST(Esc50, ReadsRowsInOrderWithSourcesAsGroups) {
  const test::TemporaryFolder root;
  write_small_esc50(root.path());
  const ClipTable table = read_esc50({.root = root.path()});
  EXPECT_THAT(table.labels, ElementsAre("dog", "rain"));
  ASSERT_EQ(table.num_clips(), 4);
  EXPECT_EQ(table.clip(0).id, "1-11-A-10");
  EXPECT_EQ(table.clip(0).path, root / "audio/1-11-A-10.wav");
  EXPECT_EQ(table.clip(0).label, "rain");
  EXPECT_EQ(table.clip(0).target, 1);
  EXPECT_EQ(table.clip(0).fold, 1);
  EXPECT_EQ(table.clip(0).group, "11");
  EXPECT_EQ(table.fold_origin, FoldOrigin::official);
  EXPECT_THAT(table.folds(), ElementsAre(1, 2));
  EXPECT_THAT(table.warnings, IsEmpty());
}

TEST(Esc50, MajorCategoriesAreTheTensOfTheTarget) {
  const test::TemporaryFolder root;
  write_small_esc50(root.path());
  const ClipTable table = read_esc50({.root = root.path(), .target = Esc50Target::major_category});
  EXPECT_THAT(table.labels, ElementsAre("animals", "natural_soundscapes_and_water"));
  EXPECT_EQ(table.clip(0).target, 1);
}

TEST(Esc50, ContainerOnDiskMayDifferFromTheTable) {
  const test::TemporaryFolder root;
  write_small_esc50(root.path());
  std::filesystem::rename(root / "audio/1-11-A-10.wav", root / "audio/1-11-A-10.ogg");
  const ClipTable table = read_esc50({.root = root.path()});
  EXPECT_EQ(table.clip(0).path, root / "audio/1-11-A-10.ogg");
  EXPECT_EQ(table.clip(0).id, "1-11-A-10");
}

/// Roosters and hens in two folds, with one source in both.
void write_crossing_esc50(const std::filesystem::path& root, const std::string& source) {
  const std::vector<std::string> rows{fmt::format("1-{0}-A-1.wav,1,1,rooster,False,{0},A", source),
                                      "1-8-A-6.wav,1,6,hen,False,8,A",
                                      "2-9-A-1.wav,2,1,rooster,False,9,A",
                                      fmt::format("2-{0}-B-6.wav,2,6,hen,False,{0},B", source)};
  write_text(root / "meta/esc50.csv", fmt::format("{}{}\n", esc50_header, fmt::join(rows, "\n")));
  for (const std::string& row : rows) write_text(root / "audio" / row.substr(0, row.find(',')), "");
}

TEST(Esc50, OtherSourcesThatCrossFoldsAreRefusedAndAnAuditError) {
  const test::TemporaryFolder root;
  write_crossing_esc50(root.path(), "7");
  const ClipTable table = read_esc50({.root = root.path()});
  EXPECT_EQ(table.fold_origin, FoldOrigin::given);
  EXPECT_THROW(split_fold(table, 1, {}, 0), core::CheckFailed);
  const auto findings = find_group_leakage(table);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].severity, Severity::error);
}

TEST(Esc50, PublishedSourcesThatCrossFoldsAreAWarning) {
  const test::TemporaryFolder root;
  write_crossing_esc50(root.path(), "134049");
  const ClipTable table = read_esc50({.root = root.path()});
  EXPECT_EQ(table.fold_origin, FoldOrigin::official);
  EXPECT_THAT(table.warnings, ElementsAre(HasSubstr("134049 (1-134049-A-1, 2-134049-B-6)")));
  EXPECT_NO_THROW(split_fold(table, 1, {}, 0));
  EXPECT_THAT(error_of<core::BadData>({.root = root.path(), .subset = Esc50Subset::esc10}),
              HasSubstr("none of 4 clips"));
}

TEST(Esc50, MissingPartsAreNamedWithTheWayOut) {
  const test::TemporaryFolder root;
  EXPECT_THAT(error_of<core::MissingInput>({.root = (root / "absent").string()}),
              HasSubstr("pinna data get esc50"));
  EXPECT_THAT(error_of<core::MissingInput>({.root = root.path()}), HasSubstr("meta/esc50.csv"));
  write_small_esc50(root / "ESC-50-master");
  EXPECT_THAT(error_of<core::MissingInput>({.root = root.path()}),
              HasSubstr("use " + (root / "ESC-50-master").string()));
  std::filesystem::remove(root / "ESC-50-master/audio/2-21-A-10.wav");
  EXPECT_THAT(error_of<core::MissingInput>({.root = (root / "ESC-50-master").string()}),
              AllOf(HasSubstr("2-21-A-10.wav"), HasSubstr("esc50.csv:4")));
}

TEST(Esc50, BadRowsAreRefusedWithTheirLine) {
  EXPECT_THAT(error_of_row("1-11-A-10.wav,1,10,rian,True,11,A"),
              AllOf(HasSubstr("unknown category: got \"rian\", expected \"rain\"?"),
                    HasSubstr("esc50.csv:2")));
  EXPECT_THAT(error_of_row("1-11-A-10.wav,1,11,rain,True,11,A"),
              HasSubstr("target of \"rain\": got \"11\", expected 10"));
  EXPECT_THAT(error_of_row("1-11-A-10.wav,2,10,rain,True,11,A"),
              HasSubstr("file name: got \"1-11-A-10.wav\", expected \"2-11-A-10\""));
  EXPECT_THAT(error_of_row("../1-11-A-10.wav,1,10,rain,True,11,A"), HasSubstr("file name"));
  EXPECT_THAT(error_of_row("1-11-A-10.wav,0,10,rain,True,11,A"), HasSubstr("fold"));
  EXPECT_THAT(error_of_row("1-11-A-10.wav,one,10,rain,True,11,A"), HasSubstr("whole number"));
  EXPECT_THAT(error_of_row("1-11-A-10.wav,1,10,rain,perhaps,11,A"), HasSubstr("True or False"));
  EXPECT_THAT(error_of_row("1-11-A-10.wav,1,10,rain,True,,A"), HasSubstr("src_file"));
  EXPECT_THAT(error_of_row("1-11-A-10.wav,1,10,rain,True,11,A\n1-11-A-10.wav,1,10,rain,True,11,A"),
              HasSubstr("clip \"1-11-A-10\" twice"));
  EXPECT_THAT(error_of_row("1-11-A-10.wav,1,10,rain,True,11,A\n2-22-A-0.wav,2,0,dog,True,22,A"),
              HasSubstr("no \"dog\" in fold 1"));
}

TEST(Esc50, MissingColumnIsNamed) {
  const test::TemporaryFolder root;
  write_small_esc50(root.path());
  write_text(root / "meta/esc50.csv", "filename,fold,target,category\n");
  EXPECT_THAT(error_of<core::BadData>({.root = root.path()}), HasSubstr("a column \"esc10\""));
}

TEST(Esc50, PublishedEsc10HasTenClassesInFiveFoldsOfEighty) {
  const auto root = test::shared_path("data/esc10");
  REQUIRE_SHARED(root);
  const ClipTable table = read_esc50({.root = root, .subset = Esc50Subset::esc10});
  EXPECT_EQ(table.num_clips(), 400);
  EXPECT_THAT(table.labels,
              ElementsAre("dog", "rooster", "rain", "sea_waves", "crackling_fire", "crying_baby",
                          "sneezing", "clock_tick", "helicopter", "chainsaw"));
  std::map<std::pair<int64_t, int64_t>, int> counts;
  for (const Clip& clip : table.clips) ++counts[{clip.fold, clip.target}];
  EXPECT_EQ(counts.size(), 50u);
  for (const auto& [key, count] : counts) EXPECT_EQ(count, 8);
  EXPECT_THAT(table.warnings, IsEmpty());
  EXPECT_EQ(table.fold_origin, FoldOrigin::official);
  EXPECT_EQ(table.licence, "Dataset: Creative Commons Attribution 3.0 Unported, K. J. Piczak.");
  EXPECT_EQ(read_esc50({.root = root, .target = Esc50Target::major_category}).num_classes(), 5);
}

TEST(Esc50Categories, AreFiftyDifferentNames) {
  EXPECT_EQ(std::set<std::string_view>(esc50_categories.begin(), esc50_categories.end()).size(),
            50u);
}

}  // namespace
}  // namespace pinna::data
