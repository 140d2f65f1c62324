#include "pinna/data/archive.h"

#include <fstream>
#include <functional>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "pinna/core/archive_handle.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Item {
  std::string name;
  std::string content = "content";
  unsigned type = AE_IFREG;
  std::string target = "";       ///< of a symbolic link
  std::string hard_target = "";  ///< of a hard link
  int64_t hole_bytes = 0;        ///< in front of the content
};

/// An archive as a hostile program would make it. `format` is "zip", "tar", "tar.gz", "cpio", ...
void write_archive(const fs::path& path, const std::string& format,
                   const std::vector<Item>& items) {
  const core::Utf8Names utf8_names;
  const core::ArchiveHandle archive(archive_write_new());
  if (format == "zip") {
    archive_write_set_format_zip(archive.get());
  } else if (format == "cpio") {
    archive_write_set_format_cpio(archive.get());
  } else {
    archive_write_set_format_pax_restricted(archive.get());
  }
  if (format == "tar.gz") archive_write_add_filter_gzip(archive.get());
  if (format == "tar.bz2") archive_write_add_filter_bzip2(archive.get());
  if (format == "tar.xz") archive_write_add_filter_xz(archive.get());
  if (format == "tar.zst") archive_write_add_filter_zstd(archive.get());
  if (format == "tar.gz.gz") {
    archive_write_add_filter_gzip(archive.get());
    archive_write_add_filter_gzip(archive.get());
  }
  ASSERT_EQ(archive_write_open_filename(archive.get(), path.c_str()), ARCHIVE_OK);
  for (const Item& item : items) {
    const core::ArchiveEntryHandle entry(archive_entry_new());
    const bool has_content = item.type == AE_IFREG && item.hard_target.empty();
    const int64_t size = item.hole_bytes + static_cast<int64_t>(item.content.size());
    archive_entry_set_pathname(entry.get(), item.name.c_str());
    archive_entry_set_filetype(entry.get(), item.type);
    archive_entry_set_perm(entry.get(), 06777);
    archive_entry_set_size(entry.get(), has_content ? size : 0);
    if (item.type == AE_IFLNK) archive_entry_set_symlink(entry.get(), item.target.c_str());
    if (!item.hard_target.empty())
      archive_entry_set_hardlink(entry.get(), item.hard_target.c_str());
    if (item.hole_bytes > 0)
      archive_entry_sparse_add_entry(entry.get(), item.hole_bytes,
                                     static_cast<int64_t>(item.content.size()));
    ASSERT_GE(archive_write_header(archive.get(), entry.get()), ARCHIVE_WARN)
        << core::archive_message(archive.get());
    if (!has_content) continue;
    const std::string zeros(1 << 20, '\0');
    for (int64_t left = item.hole_bytes; left > 0; left -= 1 << 20)
      archive_write_data(archive.get(), zeros.data(), std::min<int64_t>(left, 1 << 20));
    archive_write_data(archive.get(), item.content.data(), item.content.size());
  }
}

std::vector<std::string> tree(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    names.push_back(entry.path().lexically_relative(folder).string());
  std::sort(names.begin(), names.end());
  return names;
}

/// The complaint about `path`, after which nothing but the archive may be there.
std::string refusal(const fs::path& path, const UnpackOptions& options = {}) {
  const fs::path folder = path.parent_path() / "inner" / "out";
  fs::create_directories(folder.parent_path());
  const std::vector<std::string> before = tree(path.parent_path());
  try {
    unpack_archive(path, folder, options);
  } catch (const core::BadData& error) {
    EXPECT_EQ(tree(path.parent_path()), before);
    return error.what();
  }
  return "accepted";
}

class UnpackArchive : public ::testing::Test {
 protected:
  std::string refusal_of(const std::string& format, const std::vector<Item>& items,
                         const UnpackOptions& options = {}) {
    const fs::path path = folder_ / ("archive." + format);
    write_archive(path, format, items);
    return refusal(path, options);
  }
  test::TemporaryFolder folder_;
};

TEST_F(UnpackArchive, MakesPlainFilesAndFoldersInEveryFormat) {
  for (const char* format : {"zip", "tar", "tar.gz", "tar.bz2", "tar.xz", "tar.zst"}) {
    const fs::path path = folder_ / "a", out = folder_ / format;
    write_archive(path, format,
                  {{"data", "", AE_IFDIR}, {"./data/größe.txt", "x"}, {"run.sh"}, {"empty", ""}});
    const UnpackReport report = unpack_archive(path, out);
    EXPECT_EQ(report.num_files, 3) << format;
    EXPECT_EQ(report.num_bytes, 8) << format;
    EXPECT_THAT(tree(out), ElementsAre("data", "data/größe.txt", "empty", "run.sh")) << format;
    EXPECT_EQ(core::read_file(out / "run.sh"), "content");
    struct stat status {};
    ASSERT_EQ(::stat((out / "run.sh").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07111, 0U);
  }
}

TEST_F(UnpackArchive, StripsASingleTopFolderOnRequest) {
  const UnpackOptions strip{.top_folder = TopFolder::strip};
  write_archive(folder_ / "a", "zip", {{"ESC-50-master/audio/1.wav"}, {"ESC-50-master/README"}});
  unpack_archive(folder_ / "a", folder_ / "stripped", strip);
  EXPECT_THAT(tree(folder_ / "stripped"), ElementsAre("README", "audio", "audio/1.wav"));
  unpack_archive(folder_ / "a", folder_ / "kept");
  EXPECT_TRUE(fs::exists(folder_ / "kept/ESC-50-master/README"));
  write_archive(folder_ / "two", "zip", {{"a/1"}, {"2"}});
  unpack_archive(folder_ / "two", folder_ / "whole", strip);
  EXPECT_THAT(tree(folder_ / "whole"), ElementsAre("2", "a", "a/1"));
}

TEST_F(UnpackArchive, RefusesNamesThatLeaveTheFolder) {
  for (const char* format : {"zip", "tar"})
    for (const std::string& name :
         {std::string("../evil"), std::string("a/../../evil"), std::string(".."),
          (folder_ / "evil").string(), std::string("..\\evil"), std::string("C:\\evil"),
          std::string("C:evil"), std::string("line\nbreak"), std::string(300, 'x')})
      EXPECT_THAT(refusal_of(format, {{"good"}, {name}}), HasSubstr("names below the folder"))
          << format << ' ' << name;
}

TEST_F(UnpackArchive, RefusesLinksAndDevices) {
  const std::string outside = (folder_ / "inner").string();
  for (const std::vector<Item>& items :
       std::vector<std::vector<Item>>{{{"good"}, {"link", "", AE_IFLNK, "/etc/passwd"}},
                                      {{"link", "", AE_IFLNK, outside}, {"link/evil"}},
                                      {{"link", "", AE_IFLNK, "../.."}, {"link/evil"}},
                                      {{"link", "", AE_IFLNK, "good"}, {"good"}},
                                      {{"hard", "", AE_IFREG, "", "../../archive.tar"}},
                                      {{"hard", "", AE_IFREG, "", "/etc/passwd"}},
                                      {{"device", "", AE_IFCHR}},
                                      {{"device", "", AE_IFBLK}},
                                      {{"pipe", "", AE_IFIFO}}})
    EXPECT_THAT(refusal_of("tar", items), HasSubstr("a link or device"));
  EXPECT_THAT(refusal_of("zip", {{"link", "", AE_IFLNK, outside}, {"link/evil"}}),
              HasSubstr("a link or device"));
}

TEST_F(UnpackArchive, RefusesNamesThatComeTwice) {
  for (const std::vector<Item>& items :
       std::vector<std::vector<Item>>{{{"a"}, {"a"}},
                                      {{"a"}, {"./a"}},
                                      {{"a"}, {"a/b"}},
                                      {{"a/b"}, {"a"}},
                                      {{"a"}, {"a", "", AE_IFDIR}},
                                      {{"a", "", AE_IFDIR}, {"a"}}})
    for (const char* format : {"zip", "tar"})
      EXPECT_THAT(refusal_of(format, items), HasSubstr("for the second time")) << format;
}

TEST_F(UnpackArchive, RefusesBombs) {
  const Item zeros{"zeros", std::string(3 << 20, '\0')};
  for (const char* format : {"zip", "tar.gz", "tar.xz", "tar.gz.gz"})
    EXPECT_THAT(refusal_of(format, {zeros}), HasSubstr("200 times")) << format;
  EXPECT_THAT(refusal_of("tar.gz", {{"a", zeros.content.substr(0, 900'000)},
                                    {"b", zeros.content.substr(0, 900'000)}}),
              HasSubstr("with 'b'"));
  EXPECT_THAT(refusal_of("tar", {{.name = "sparse", .hole_bytes = int64_t{1} << 34}}),
              HasSubstr("200 times"));
}

TEST_F(UnpackArchive, RefusesMoreThanTheLimits) {
  EXPECT_THAT(refusal_of("tar", {{"a"}, {"b"}}, {.limits = {.bytes = 10}}), HasSubstr("with 'b'"));
  EXPECT_THAT(refusal_of("tar", {{"a"}, {"b"}}, {.limits = {.entries = 1}}),
              HasSubstr("at most 1"));
}

TEST_F(UnpackArchive, RefusesDamagedArchives) {
  const fs::path whole = folder_ / "whole", cut = folder_ / "cut";
  for (const char* format : {"zip", "tar", "tar.gz"}) {
    std::string noise;
    for (int i = 0; i < 5000; ++i) noise += static_cast<char>(i * i >> 3);
    write_archive(whole, format, {{"a", noise}, {"b", noise}});
    const std::string bytes = core::read_file(whole);
    for (int percent = 0; percent < 50; percent += 7) {
      std::ofstream(cut, std::ios::binary) << bytes.substr(0, bytes.size() * percent / 100);
      EXPECT_NE(refusal(cut), "accepted") << format << ' ' << percent;
    }
  }
}

TEST_F(UnpackArchive, ChecksumsOfZipFilesAreCompared) {
  std::string content;
  for (int i = 0; i < 5000; ++i) content += static_cast<char>(i * i >> 3);
  write_archive(folder_ / "a", "zip", {{"a", content}});
  std::string bytes = core::read_file(folder_ / "a");
  bytes[bytes.size() / 2] ^= '\x10';
  std::ofstream(folder_ / "a", std::ios::binary) << bytes;
  EXPECT_NE(refusal(folder_ / "a"), "accepted");
}

TEST_F(UnpackArchive, RefusesWhatIsNoArchive) {
  for (const std::string& content :
       {std::string(), std::string("<!DOCTYPE html><html>404: Not Found</html>"),
        std::string("#mtree\npasswd type=file contents=/etc/passwd\n"), std::string(4096, '\0')}) {
    std::ofstream(folder_ / "page.zip", std::ios::binary) << content;
    EXPECT_NE(refusal(folder_ / "page.zip"), "accepted") << content;
  }
  EXPECT_NE(refusal_of("cpio", {{"a"}}), "accepted");
  EXPECT_THAT(refusal_of("tar", {{"a", "", AE_IFDIR}}), HasSubstr("no files"));
  EXPECT_THROW(unpack_archive(folder_ / "absent.zip", folder_ / "out"), core::MissingInput);
}

TEST_F(UnpackArchive, NeverTouchesAFolderWithContent) {
  write_archive(folder_ / "a", "zip", {{"a"}});
  fs::create_directories(folder_ / "out");
  EXPECT_NO_THROW(unpack_archive(folder_ / "a", folder_ / "out"));
  EXPECT_THROW(unpack_archive(folder_ / "a", folder_ / "out"), core::InvalidOptions);
  EXPECT_THROW(unpack_archive(folder_ / "a", folder_ / "a"), core::InvalidOptions);
  fs::create_directory_symlink(folder_ / "out", folder_ / "link");
  EXPECT_THROW(unpack_archive(folder_ / "a", folder_ / "link"), core::InvalidOptions);
}

TEST_F(UnpackArchive, StoppedWorkLeavesNothing) {
  write_archive(folder_ / "a", "zip", {{"a"}, {"b"}});
  const auto stop = [](int64_t, int64_t) { throw core::Interrupted({.what = "stopped"}); };
  EXPECT_THROW(unpack_archive(folder_ / "a", folder_ / "out", {.progress = stop}),
               core::Interrupted);
  EXPECT_THAT(tree(folder_.path()), ElementsAre("a"));
}

TEST_F(UnpackArchive, RemovesWhatAKilledProcessLeft) {
  write_archive(folder_ / "a", "zip", {{"new"}});
  fs::create_directories(folder_ / ".out.partial/content/old");
  unpack_archive(folder_ / "a", folder_ / "out");
  EXPECT_THAT(tree(folder_.path()), ElementsAre("a", "out", "out/new"));
}

}  // namespace
}  // namespace pinna::data
