#include "pinna/data/clip_file.h"

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

TEST(ClipFolder, FindsTheNamedFileOrItsTwinInAnotherContainer) {
  const test::TemporaryFolder root;
  for (const char* name : {"a.wav", "b.ogg", "c.flac", "sub/d.ogg", "e.ogg", "e.wav"})
    write_text(root / name, "");
  const ClipFolder folder(root.path());
  EXPECT_EQ(folder.find("a.wav", ""), root / "a.wav");
  EXPECT_EQ(folder.find("b.wav", ""), root / "b.ogg");
  EXPECT_EQ(folder.find("c.ogg", ""), root / "c.flac");
  EXPECT_EQ(folder.find("sub/d.wav", ""), root / "sub/d.ogg");
  EXPECT_EQ(folder.find("e.ogg", ""), root / "e.ogg");
}

TEST(ClipFolder, MissingFileIsNamedWithTheLineThatWantsIt) {
  const test::TemporaryFolder root;
  try {
    ClipFolder(root.path()).find("a.wav", "meta.csv:7");
    FAIL();
  } catch (const core::MissingInput& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr((root / "a.wav").string()));
    EXPECT_THAT(error.what(), testing::HasSubstr("(meta.csv:7)"));
  }
  EXPECT_THROW(ClipFolder(root / "absent"), core::MissingInput);
}

TEST(ClipFolder, FoldersAndEmptyNamesAreNoClips) {
  const test::TemporaryFolder root;
  std::filesystem::create_directories(root / "sub/a.wav");
  const ClipFolder folder(root.path());
  EXPECT_THROW(folder.find("", "row"), core::BadData);
  EXPECT_THROW(folder.find("sub/a.wav", "row"), core::MissingInput);
}

TEST(ClipFolder, NamesThatLeadOutOfItAreRefused) {
  const test::TemporaryFolder root;
  write_text(root / "secret.wav", "");
  write_text(root / "audio/a.wav", "");
  const ClipFolder folder(root / "audio");
  EXPECT_THROW(folder.find("../secret.wav", "row"), core::BadData);
  EXPECT_THROW(folder.find((root / "audio/a.wav").string(), "row"), core::BadData);
}

TEST(FolderName, SurvivesDotsAndSlashes) {
  EXPECT_EQ(folder_name("data/esc10"), "esc10");
  EXPECT_EQ(folder_name("data/esc10/"), "esc10");
  EXPECT_EQ(folder_name("data/esc10/./audio/.."), "esc10");
  EXPECT_EQ(folder_name("."), std::filesystem::current_path().filename().string());
}

TEST(AudioFile, IsToldByItsExtension) {
  EXPECT_TRUE(is_audio_file("a.WAV"));
  EXPECT_TRUE(is_audio_file("a.b.ogg"));
  EXPECT_FALSE(is_audio_file("wav"));
  EXPECT_FALSE(is_audio_file("a.txt"));
}

}  // namespace
}  // namespace pinna::data
