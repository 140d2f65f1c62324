#include "pinna/data/partial_file.h"

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

const SourceVersion kVersion{.url = "https://a/b", .validator = "\"v1\"", .num_bytes = 4};

TEST(PartialFile, RemembersVersionAndBytes) {
  const test::TemporaryFolder folder;
  {
    PartialFile file(folder / "file");
    file.restart(kVersion);
    file.append("12");
  }
  PartialFile file(folder / "file");
  EXPECT_EQ(file.size(), 2);
  EXPECT_EQ(file.resumable_from(kVersion.url), kVersion);
  EXPECT_EQ(file.resumable_from("https://other"), std::nullopt);
  EXPECT_FALSE(file.is_complete(kVersion.url));
  file.append("34");
  EXPECT_TRUE(file.is_complete(kVersion.url));
  file.commit();
  EXPECT_EQ(core::read_file(folder / "file"), "1234");
  EXPECT_FALSE(fs::exists(folder / "file.part") || fs::exists(folder / "file.part.json"));
}

TEST(PartialFile, RestartDropsTheBytes) {
  const test::TemporaryFolder folder;
  PartialFile file(folder / "file");
  file.restart(kVersion);
  file.append("12");
  file.restart({.url = kVersion.url});
  file.append("3");
  EXPECT_EQ(core::read_file(file.path()), "3");
  EXPECT_EQ(file.resumable_from(kVersion.url), std::nullopt);
}

TEST(PartialFile, DamagedNoteIsWorthNone) {
  const std::string deep(100'000, '[');
  const std::string huge = R"({"schema":"pinna.partial_download/1","num_bytes":1e999})";
  for (const std::string& note : {std::string("{"), std::string("[]"), deep, huge}) {
    const test::TemporaryFolder folder;
    core::write_file_atomically(folder / "file.part", "12");
    core::write_file_atomically(folder / "file.part.json", note);
    const PartialFile file(folder / "file");
    EXPECT_EQ(file.size(), 2);
    EXPECT_FALSE(file.is_complete(kVersion.url));
  }
}

TEST(PartialFile, EmptyOneLeavesNothing) {
  const test::TemporaryFolder folder;
  {
    PartialFile file(folder / "file");
    file.restart(kVersion);
    EXPECT_THROW(PartialFile(folder / "file"), core::IoError);
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
}

}  // namespace
}  // namespace pinna::data
