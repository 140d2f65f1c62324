#include "pinna/data/catalogue.h"

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/loopback_server.h"
#include "tests/support/shared_data.h"
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "pinna/core/archive_handle.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/data/esc50.h"
#include "pinna/data/verify.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;
using test::LoopbackServer;
using ::testing::HasSubstr;

/// A zip of a folder below one top folder, as GitHub makes them.
std::string zip_of(const fs::path& folder) {
  const test::TemporaryFolder place;
  {
    const core::ArchiveHandle archive(archive_write_new());
    archive_write_set_format_zip(archive.get());
    archive_write_open_filename(archive.get(), (place / "a.zip").c_str());
    for (const auto& file : fs::recursive_directory_iterator(folder)) {
      if (!file.is_regular_file()) continue;
      const std::string content = core::read_file(file.path());
      const core::ArchiveEntryHandle entry(archive_entry_new());
      const fs::path name = "ESC-50-master" / file.path().lexically_relative(folder);
      archive_entry_set_pathname(entry.get(), name.c_str());
      archive_entry_set_filetype(entry.get(), AE_IFREG);
      archive_entry_set_perm(entry.get(), 0644);
      archive_entry_set_size(entry.get(), static_cast<int64_t>(content.size()));
      archive_write_header(archive.get(), entry.get());
      archive_write_data(archive.get(), content.data(), content.size());
    }
  }
  return core::read_file(place / "a.zip");
}

class GetDataset : public ::testing::Test {
 protected:
  GetDataset() { write_small_esc50(source_.path()); }

  CatalogueEntry entry(int64_t num_clips = 4) const {
    return {.name = "small",
            .url = server_.url("/small.zip"),
            .num_clips = num_clips,
            .read = [](const fs::path& root) { return read_esc50({.root = root.string()}); }};
  }
  fs::path target() const { return folder_ / "datasets/small"; }
  bool leaves_nothing() const {
    return !fs::exists(folder_ / "datasets") || fs::is_empty(folder_ / "datasets");
  }

  test::TemporaryFolder source_, folder_;
  std::string archive_;
  std::string status_ = "200 OK";
  LoopbackServer server_{[this](const std::string&) {
    return fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\n\r\n{}", status_, archive_.size(),
                       archive_);
  }};
};

TEST_F(GetDataset, WritesAManifestWhereThePublisherShipsNone) {
  archive_ = zip_of(source_.path());
  const GetReport report = get_dataset(entry(), target());
  EXPECT_EQ(report.num_clips, 4);
  EXPECT_EQ(report.num_files, 5);
  EXPECT_EQ(report.archive_sha256, core::sha256_hex(archive_));
  EXPECT_EQ(report.manifest, ManifestOrigin::download);
  EXPECT_TRUE(verify_folder(target()).intact());
  EXPECT_EQ(read_esc50({.root = target().string()}).num_clips(), 4);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "datasets"), {}), 1);
}

TEST_F(GetDataset, ChecksThePublishersManifest) {
  write_manifest(source_.path());
  archive_ = zip_of(source_.path());
  EXPECT_EQ(get_dataset(entry(), target()).manifest, ManifestOrigin::publisher);
  fs::remove_all(target());
  write_text(source_ / "audio/1-12-A-0.wav", "changed");
  archive_ = zip_of(source_.path());
  try {
    get_dataset(entry(), target());
    FAIL();
  } catch (const core::BadData& error) {
    EXPECT_THAT(error.what(), HasSubstr("1 changed (audio/1-12-A-0.wav)"));
  }
  EXPECT_TRUE(leaves_nothing());
}

TEST_F(GetDataset, IncompleteDatasetsAndForeignPagesLeaveNothing) {
  archive_ = zip_of(source_.path());
  EXPECT_THROW(get_dataset(entry(2000), target()), core::BadData);
  EXPECT_TRUE(leaves_nothing());
  archive_ = "<!DOCTYPE html><html>Please log in</html>";
  EXPECT_THROW(get_dataset(entry(), target()), core::BadData);
  EXPECT_TRUE(leaves_nothing());
  fs::remove(source_ / "audio/1-12-A-0.wav");
  archive_ = zip_of(source_.path());
  EXPECT_THROW(get_dataset(entry(), target()), core::MissingInput);
  EXPECT_TRUE(leaves_nothing());
}

TEST_F(GetDataset, InterruptedCallIsContinuedByTheNext) {
  archive_ = zip_of(source_.path());
  const auto stop = [](int64_t, int64_t) { throw core::Interrupted({.what = "stopped"}); };
  EXPECT_THROW(get_dataset(entry(), target(), {.unpack_progress = stop}), core::Interrupted);
  EXPECT_FALSE(fs::exists(target()));
  EXPECT_THROW(get_dataset(entry(), target(), {.hash_progress = stop}), core::Interrupted);
  EXPECT_FALSE(fs::exists(target()));
  EXPECT_EQ(get_dataset(entry(), target()).num_clips, 4);
  EXPECT_EQ(server_.requests().size(), 1U);
}

TEST_F(GetDataset, FailedDownloadLeavesNothing) {
  status_ = "404 Not Found";
  EXPECT_THROW(get_dataset(entry(), target()), core::IoError);
  EXPECT_TRUE(leaves_nothing());
}

TEST_F(GetDataset, NeverTouchesAFolderWithContent) {
  write_text(target() / "mine.txt", "mine");
  EXPECT_THROW(get_dataset(entry(), target()), core::InvalidOptions);
  EXPECT_EQ(core::read_file(target() / "mine.txt"), "mine");
  EXPECT_EQ(server_.requests().size(), 0U);
}

TEST(Catalogue, EveryEntryStatesSourceAndLicence) {
  for (const CatalogueEntry& entry : catalogue()) {
    EXPECT_TRUE(entry.url.starts_with("https://")) << entry.name;
    EXPECT_FALSE(entry.title.empty() || entry.licence.empty() || entry.citation.empty());
    EXPECT_GT(entry.num_clips, 0);
    EXPECT_EQ(&find_in_catalogue(entry.name), &entry);
  }
  EXPECT_THAT(find_in_catalogue("esc50").licence, HasSubstr("CC BY-NC 3.0"));
}

TEST(Catalogue, UnknownNameSuggestsTheNearest) {
  try {
    find_in_catalogue("esc5o");
    FAIL();
  } catch (const core::InvalidOptions& error) {
    EXPECT_THAT(error.what(), HasSubstr("esc50"));
  }
}

}  // namespace
}  // namespace pinna::data
