#include "pinna/data/audio_folder.h"

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

std::vector<std::string> ids(const ClipTable& table) {
  std::vector<std::string> names;
  for (const Clip& clip : table.clips) names.push_back(clip.id);
  return names;
}

TEST(AudioFolder, ClassFoldersAreLabelsInSortedOrder) {
  const test::TemporaryFolder root;
  for (const char* name : {"wind/2.wav", "wind/1.ogg", "bell/deep/x.flac", "bell/notes.txt",
                           ".cache/y.wav", "bell/.hidden.wav"})
    write_text(root / name, "");
  const ClipTable table = read_audio_folder({.root = root.path()});
  EXPECT_THAT(table.labels, ElementsAre("bell", "wind"));
  EXPECT_THAT(ids(table), ElementsAre("bell/deep/x.flac", "wind/1.ogg", "wind/2.wav"));
  EXPECT_EQ(table.clip(0).group, "bell/deep/x.flac");
  EXPECT_EQ(table.fold_origin, FoldOrigin::none);
}

TEST(AudioFolder, SplitFoldersBecomeFolds) {
  const test::TemporaryFolder root;
  for (const char* name : {"train/a/1.wav", "test/a/1.wav", "validation/a/1.wav"})
    write_text(root / name, "");
  const ClipTable table = read_audio_folder({.root = root.path()});
  EXPECT_THAT(ids(table), ElementsAre("train/a/1.wav", "test/a/1.wav", "validation/a/1.wav"));
  EXPECT_EQ(table.clip(0).fold, 1);
  EXPECT_EQ(table.clip(1).fold, 2);
  EXPECT_EQ(table.clip(2).fold, 3);
  EXPECT_EQ(table.fold_origin, FoldOrigin::given);
}

TEST(AudioFolder, OneSplitFolderAloneMakesNoFolds) {
  const test::TemporaryFolder root;
  write_text(root / "train/a/1.wav", "");
  const ClipTable table = read_audio_folder({.root = root.path()});
  EXPECT_EQ(table.fold_origin, FoldOrigin::none);
  EXPECT_EQ(table.clip(0).fold, 0);
}

TEST(AudioFolder, MetadataTableGivesLabelsAndGroups) {
  const test::TemporaryFolder root;
  write_text(root / "metadata.csv", "file_name,kind,group\ntrain/1.wav,b,s\ntest/2.wav,a,t\n");
  write_text(root / "train/1.wav", "");
  write_text(root / "test/2.wav", "");
  const ClipTable table = read_audio_folder({.root = root.path(), .label_column = "kind"});
  EXPECT_THAT(table.labels, ElementsAre("a", "b"));
  EXPECT_EQ(table.clip(0).group, "s");
  EXPECT_EQ(table.clip(0).fold, 1);
  EXPECT_EQ(table.clip(1).fold, 2);
}

TEST(AudioFolder, MetadataLinesMayHoldNumbersAsLabels) {
  const test::TemporaryFolder root;
  write_text(
      root / "train/metadata.jsonl",
      "{\"file_name\": \"1.wav\", \"label\": 7}\n\n{\"file_name\": \"2.wav\", \"label\": \"x\"}\n");
  write_text(root / "train/1.wav", "");
  write_text(root / "train/2.wav", "");
  const ClipTable table = read_audio_folder({.root = root.path()});
  EXPECT_THAT(table.labels, ElementsAre("7", "x"));
  EXPECT_THAT(ids(table), ElementsAre("train/1.wav", "train/2.wav"));
}

TEST(AudioFolder, BadInputIsNamedWithItsPlace) {
  const auto error_of = [](const std::filesystem::path& root) -> std::string {
    try {
      read_audio_folder({.root = root});
    } catch (const core::Error& error) {
      return error.what();
    }
    return "no error";
  };
  const test::TemporaryFolder root;
  EXPECT_THAT(error_of(root / "absent"), HasSubstr("no such folder"));
  EXPECT_THAT(error_of(root.path()), HasSubstr("no clips"));
  write_text(root / "loose.wav", "");
  EXPECT_THAT(error_of(root.path()), HasSubstr("loose.wav outside a class folder"));
  write_text(root / "metadata.jsonl", "{\"file_name\": \"loose.wav\"}\n");
  EXPECT_THAT(error_of(root.path()), HasSubstr("metadata.jsonl:1"));
  write_text(root / "metadata.jsonl", "\n[1, 2\n");
  EXPECT_THAT(error_of(root.path()), HasSubstr("metadata.jsonl:2"));
  write_text(root / "metadata.jsonl", "\n{\"file_name\": \"loose.wav\", \"label\": [1]}\n");
  EXPECT_THAT(error_of(root.path()),
              AllOf(HasSubstr("label: got array, expected a string or a number"),
                    HasSubstr("metadata.jsonl:2")));
  write_text(root / "metadata.jsonl", "{\"file_name\": \"loose.wav\", \"label\": 1e999}\n");
  EXPECT_THAT(error_of(root.path()), HasSubstr("metadata.jsonl:1"));
  write_text(root / "metadata.csv", "file_name,label\nabsent.wav,x\n");
  EXPECT_THAT(error_of(root.path()), HasSubstr("metadata.csv:2"));
  write_text(root / "metadata.csv", "file_name,label\ntrain/1.wav,x\nloose.wav,x\ntest/1.wav,x\n");
  write_text(root / "train/1.wav", "");
  write_text(root / "test/1.wav", "");
  EXPECT_THAT(error_of(root.path()), HasSubstr("clip \"loose.wav\" without a fold"));
}

}  // namespace
}  // namespace pinna::data
