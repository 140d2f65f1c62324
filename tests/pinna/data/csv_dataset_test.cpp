#include "pinna/data/csv_dataset.h"

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class CsvDataset : public testing::Test {
 protected:
  CsvDataset() {
    for (const char* name : {"a.wav", "b.wav", "c.ogg"}) write_text(root_ / "audio" / name, "");
  }
  CsvTableOptions options(const std::string& text) {
    write_text(root_ / "clips.csv", text);
    return {.table = (root_ / "clips.csv").string(), .root = (root_ / "audio").string()};
  }
  std::string error_of(const CsvTableOptions& options) {
    try {
      read_csv_dataset(options);
    } catch (const core::Error& error) {
      return error.what();
    }
    return "no error";
  }
  test::TemporaryFolder root_;
};

TEST_F(CsvDataset, NeedsOnlyFileNameAndLabel) {
  const ClipTable table = read_csv_dataset(options("label,filename\nwind,a.wav\nbell,c.ogg\n"));
  EXPECT_EQ(table.name, "clips");
  EXPECT_THAT(table.labels, ElementsAre("bell", "wind"));
  EXPECT_EQ(table.clip(0).target, 1);
  EXPECT_EQ(table.clip(0).group, "a.wav");
  EXPECT_EQ(table.fold_origin, FoldOrigin::none);
  EXPECT_EQ(table.clip(1).path, root_ / "audio/c.ogg");
}

TEST_F(CsvDataset, PartsOfOneFileAreClipsOfOneGroup) {
  const ClipTable table = read_csv_dataset(
      options("filename,label,onset,offset\na.wav,x,0,1.5\na.wav,y,1.5,\nb.wav,x,,\n"));
  EXPECT_EQ(table.clip(0).id, "a.wav@0-1.5");
  EXPECT_EQ(table.clip(1).id, "a.wav@1.5-");
  EXPECT_EQ(table.clip(2).id, "b.wav");
  EXPECT_EQ(table.clip(0).group, table.clip(1).group);
  EXPECT_EQ(table.clip(0).offset, 1.5);
  EXPECT_EQ(table.clip(1).onset, 1.5);
  EXPECT_EQ(table.clip(1).offset, std::nullopt);
}

TEST_F(CsvDataset, SpellingsOfOneFileAreOneGroup) {
  std::filesystem::create_symlink("a.wav", root_ / "audio/link.wav");
  const ClipTable table = read_csv_dataset(options(
      "filename,label,onset\na.wav,x,0\n./a.wav,x,1\na.ogg,y,2\nlink.wav,y,3\nb.wav,y,0\n"));
  for (int64_t i = 0; i < 4; ++i) EXPECT_EQ(table.clip(i).group, "a.wav");
  EXPECT_EQ(table.clip(4).group, "b.wav");
}

TEST_F(CsvDataset, PartsOfFilesAreListedOnceWhateverTheirSpelling) {
  EXPECT_THAT(error_of(options("filename,label\na.wav,x\n./a.wav,y\n")),
              AllOf(HasSubstr("clip \"./a.wav\" twice"), HasSubstr("clips.csv:3")));
  EXPECT_THAT(error_of(options("filename,label,onset,offset\na.wav,x,1,2\na.ogg,y,1.0,2.0\n")),
              HasSubstr("twice"));
}

TEST_F(CsvDataset, ColumnsAndDelimiterCanBeRenamed) {
  CsvTableOptions renamed = options("file;kind;part;source\na.wav;wind;2;s1\nb.wav;bell;1;s2\n");
  renamed.delimiter = ";";
  renamed.filename_column = "file";
  renamed.label_column = "kind";
  renamed.fold_column = "part";
  renamed.group_column = "source";
  const ClipTable table = read_csv_dataset(renamed);
  EXPECT_EQ(table.clip(0).fold, 2);
  EXPECT_EQ(table.clip(0).group, "s1");
  EXPECT_EQ(table.fold_origin, FoldOrigin::given);
  renamed.group_column = "sauce";
  EXPECT_THAT(error_of(renamed), HasSubstr("a column \"sauce\""));
}

TEST_F(CsvDataset, BadRowsAreRefusedWithTheirLine) {
  EXPECT_THAT(error_of(options("filename,label\nz.wav,x\n")), HasSubstr("clips.csv:2"));
  EXPECT_THAT(error_of(options("filename,label\n../audio/a.wav,x\n")),
              AllOf(HasSubstr("leaves the folder"), HasSubstr("clips.csv:2")));
  EXPECT_THAT(error_of(options("filename,label\n/a.wav,x\n")), HasSubstr("it is absolute"));
  EXPECT_THAT(error_of(options("filename,label\na.wav,\n")), HasSubstr("column \"label\""));
  EXPECT_THAT(error_of(options("filename,label,fold\na.wav,x,0\n")), HasSubstr("number from 1"));
  EXPECT_THAT(error_of(options("filename,label,onset,offset\na.wav,x,2,1\n")),
              HasSubstr("onset 2, offset 1"));
  EXPECT_THAT(error_of(options("filename,label,onset\na.wav,x,-1\n")), HasSubstr("0 <= onset"));
  EXPECT_THAT(error_of(options("filename,label\na.wav,x\na.wav,y\n")), HasSubstr("twice"));
  EXPECT_THAT(error_of(options("filename,label\n")), HasSubstr("no clips"));
  EXPECT_THAT(error_of({.table = (root_ / "absent.csv").string()}), HasSubstr("absent.csv"));
}

TEST_F(CsvDataset, DelimiterIsOneCharacter) {
  CsvTableOptions wrong = options("filename,label\na.wav,x\n");
  wrong.delimiter = "::";
  EXPECT_THROW(read_csv_dataset(wrong), core::InvalidOptions);
}

}  // namespace
}  // namespace pinna::data
