#include "pinna/data/verify.h"

#include <fstream>

#include "tests/support/shared_data.h"
#include <gmock/gmock.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"

namespace pinna::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

void write(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

std::string message_of(const std::filesystem::path& folder, std::string_view manifest) {
  write(folder / kManifestName, manifest);
  try {
    verify_folder(folder);
  } catch (const core::BadData& error) {
    return error.what();
  }
  return "accepted";
}

TEST(VerifyFolder, FreshManifestIsIntact) {
  const test::TemporaryFolder folder;
  write(folder / "meta/table.csv", "a,b\n");
  write(folder / "audio/1.wav", "RIFF");
  write(folder / "größe 1.wav", "");
  EXPECT_EQ(write_manifest(folder.path()), 3);
  EXPECT_EQ(core::read_file(folder / kManifestName),
            core::sha256_hex("RIFF") + "  audio/1.wav\n" + core::sha256_hex("") +
                "  größe 1.wav\n" + core::sha256_hex("a,b\n") + "  meta/table.csv\n");
  const VerifyReport report = verify_folder(folder.path(), 3);
  EXPECT_EQ(report.num_listed, 3);
  EXPECT_TRUE(report.intact());
  EXPECT_THAT(report.extra, IsEmpty());
}

TEST(VerifyFolder, FindsMissingChangedAndExtraFiles) {
  const test::TemporaryFolder folder;
  for (const char* name : {"a", "b", "c"}) write(folder / "audio" / name, name);
  write_manifest(folder.path());
  std::filesystem::remove(folder / "audio/a");
  write(folder / "audio/b", "B");
  write(folder / "audio/d", "d");
  const VerifyReport report = verify_folder(folder.path());
  EXPECT_FALSE(report.intact());
  EXPECT_THAT(report.missing, ElementsAre("audio/a"));
  EXPECT_THAT(report.changed, ElementsAre("audio/b"));
  EXPECT_THAT(report.extra, ElementsAre("audio/d"));
}

TEST(VerifyFolder, ReadsTheFormsThatSha256sumWrites) {
  const test::TemporaryFolder folder;
  write(folder / "a", "a");
  write(folder / "b", "b");
  write(folder / kManifestName,
        core::sha256_hex("a") + " *./a\r\n" + core::sha256_hex("b") + "  b");
  EXPECT_TRUE(verify_folder(folder.path()).intact());
  EXPECT_THAT(verify_folder(folder.path()).extra, IsEmpty());
}

TEST(VerifyFolder, MalformedManifestsNameTheLine) {
  const test::TemporaryFolder folder;
  const std::string digest = core::sha256_hex("a");
  EXPECT_THAT(message_of(folder.path(), digest + "  a\nnonsense\n"), HasSubstr("SHA256SUMS:2"));
  EXPECT_THAT(message_of(folder.path(), digest + "  a\n" + digest + "  ./a\n"),
              HasSubstr("'./a' for the second time"));
  for (const std::string& line :
       {digest + "  ../a", digest + "  /a", digest + "  ", digest + " a", digest.substr(1) + "  a",
        "x" + digest.substr(1) + "  a", std::string("\n")})
    EXPECT_THAT(message_of(folder.path(), line), HasSubstr("SHA256SUMS:1")) << line;
}

TEST(VerifyFolder, MissingManifestOrFolderIsNamed) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(verify_folder(folder.path()), core::MissingInput);
  EXPECT_THROW(verify_folder(folder / "absent"), core::MissingInput);
  EXPECT_THROW(write_manifest(folder / "absent"), core::MissingInput);
}

TEST(VerifyFolder, ProgressCountsFilesAndMayStopTheWork) {
  const test::TemporaryFolder folder;
  for (int i = 0; i < 20; ++i) write(folder / std::to_string(i), "x");
  int64_t last = 0;
  write_manifest(folder.path(), 4, [&](int64_t done, int64_t total) {
    EXPECT_EQ(done, ++last);
    EXPECT_EQ(total, 20);
  });
  EXPECT_EQ(last, 20);
  const auto stop = [](int64_t, int64_t) { throw core::Interrupted({.what = "stopped"}); };
  EXPECT_THROW(verify_folder(folder.path(), 2, stop), core::Interrupted);
}

TEST(VerifyFolder, Esc10IsIntact) {
  const std::filesystem::path esc10 = test::shared_path("data/esc10");
  REQUIRE_SHARED(esc10);
  const VerifyReport report = verify_folder(esc10);
  EXPECT_EQ(report.num_listed, 401);
  EXPECT_TRUE(report.intact());
  EXPECT_THAT(report.extra, ElementsAre("LICENSE.md", "README.md"));
}

}  // namespace
}  // namespace pinna::data
