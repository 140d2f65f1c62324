#include "pinna/report/zip_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pinna/core/archive_handle.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/temporary_folder.h"

namespace pinna::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ZipFile : public testing::Test {
 protected:
  /// A ZIP as a hostile program would make it; names are taken as they come.
  void write_raw(const std::vector<std::pair<std::string, std::string>>& entries,
                 unsigned type = AE_IFREG) {
    const core::ArchiveHandle archive(archive_write_new());
    archive_write_set_format_zip(archive.get());
    ASSERT_EQ(archive_write_open_filename(archive.get(), path_.c_str()), ARCHIVE_OK);
    for (const auto& [name, content] : entries) {
      const core::ArchiveEntryHandle entry(archive_entry_new());
      archive_entry_set_pathname(entry.get(), name.c_str());
      archive_entry_set_filetype(entry.get(), type);
      archive_entry_set_perm(entry.get(), 0644);
      if (type == AE_IFLNK) archive_entry_set_symlink(entry.get(), content.c_str());
      if (type == AE_IFREG)
        archive_entry_set_size(entry.get(), static_cast<int64_t>(content.size()));
      archive_write_header(archive.get(), entry.get());
      if (type == AE_IFREG) archive_write_data(archive.get(), content.data(), content.size());
    }
    archive_write_close(archive.get());
  }

  const core::TemporaryFolder folder_;
  const std::filesystem::path path_ = folder_ / "a.zip";
};

TEST_F(ZipFile, IsReadBackInOrderOfName) {
  core::write_file_atomically(folder_ / "file", std::string("by\0tes", 6));
  write_zip(path_, {{.name = "a/z.bin", .file = folder_ / "file"},
                    {.name = "a/empty"},
                    {.name = "a/gr\u00fc\u00dfe.txt", .content = "hello"}});
  const ZipContent zip = read_zip(path_);
  EXPECT_THAT(zip.problems, IsEmpty());
  ASSERT_EQ(zip.entries.size(), 3U);
  EXPECT_EQ(zip.entries[0].name, "a/empty");
  EXPECT_EQ(zip.entries[0].content, "");
  EXPECT_EQ(zip.find("a/z.bin")->content, std::string("by\0tes", 6));
  EXPECT_EQ(zip.find("a/gr\u00fc\u00dfe.txt")->bytes, 5);
  EXPECT_EQ(zip.find("b"), nullptr);
}

TEST_F(ZipFile, HasTheSameBytesWheneverItIsMade) {
  const std::string text(100'000, 'x');
  write_zip(path_, {{.name = "a", .content = text}, {.name = "b", .content = "y"}});
  write_zip(folder_ / "b.zip", {{.name = "b", .content = "y"}, {.name = "a", .content = text}});
  EXPECT_EQ(core::read_file(path_), core::read_file(folder_ / "b.zip"));
  EXPECT_LT(std::filesystem::file_size(path_), 10'000U);
}

TEST_F(ZipFile, NamesThatNobodyShouldWriteAreABug) {
  EXPECT_THROW(write_zip(path_, {{.name = "../a"}}), core::Bug);
  EXPECT_THROW(write_zip(path_, {{.name = "a"}, {.name = "a"}}), core::Bug);
  EXPECT_THROW(write_zip(path_, {{.name = "a", .file = folder_ / "gone"}}), core::MissingInput);
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST_F(ZipFile, EntriesThatLeaveTheFolderAreProblemsAndNoFiles) {
  write_raw({{"top/../../evil", "x"}, {"/etc/passwd", "x"}, {"good", "x"}});
  const ZipContent zip = read_zip(path_);
  EXPECT_THAT(zip.problems, ElementsAre(HasSubstr("leaves the folder"), HasSubstr("absolute")));
  ASSERT_EQ(zip.entries.size(), 1U);
  EXPECT_EQ(zip.entries[0].name, "good");
}

TEST_F(ZipFile, LinksAndSecondEntriesAreProblems) {
  write_raw({{"link", "/etc/passwd"}}, AE_IFLNK);
  EXPECT_THAT(read_zip(path_).problems, ElementsAre(HasSubstr("link or device")));
  write_raw({{"a", "x"}, {"./a", "y"}});
  EXPECT_THAT(read_zip(path_).problems, ElementsAre(HasSubstr("comes twice")));
}

TEST_F(ZipFile, AboveTheLimitsNothingIsKept) {
  const std::string zeros(3'000'000, '\0');
  write_raw({{"a", zeros}, {"b", "small"}, {"c", zeros}});
  const ZipContent zip = read_zip(path_, {.kept_file_bytes = 1000});
  EXPECT_THAT(zip.problems, IsEmpty());
  EXPECT_EQ(zip.find("a")->bytes, 3'000'000);
  EXPECT_FALSE(zip.find("a")->content);
  EXPECT_EQ(zip.find("b")->content, "small");

  EXPECT_THAT(read_zip(path_, {.unpacked_bytes = 4'000'000}).problems,
              ElementsAre(HasSubstr("more than 4000000 bytes")));
  EXPECT_THAT(read_zip(path_, {.entries = 2}).problems, ElementsAre("more than 2 entries"));
}

TEST_F(ZipFile, DamageIsAProblemAndOtherFilesAreNoZip) {
  std::string content;
  for (uint32_t i = 1; content.size() < 5000; i = i * 1664525 + 1013904223)
    content += static_cast<char>('a' + (i >> 24) % 26);
  write_zip(path_, {{.name = "a", .content = content}});
  std::string bytes = core::read_file(path_);
  bytes[1000] ^= 0x55;
  core::write_file_atomically(path_, bytes);
  EXPECT_THAT(read_zip(path_).problems, ElementsAre(HasSubstr("damaged")));

  core::write_file_atomically(path_, "no ZIP at all");
  EXPECT_THROW(read_zip(path_), core::BadData);
  core::write_file_atomically(path_, "");
  EXPECT_THROW(read_zip(path_), core::BadData);
  EXPECT_THROW(read_zip(folder_ / "absent.zip"), core::MissingInput);
}

}  // namespace
}  // namespace pinna::report
