#include "pinna/data/work_folder.h"

#include <fstream>

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

TEST(WorkFolder, TargetAppearsWithTheCommit) {
  const test::TemporaryFolder folder;
  const fs::path target = folder / "parent/target/";
  WorkFolder work(target, Leftovers::remove);
  fs::create_directories(work / "content");
  std::ofstream(work / "content/file") << "x";
  EXPECT_FALSE(fs::exists(target));
  work.commit(work / "content");
  EXPECT_TRUE(fs::exists(target / "file"));
  EXPECT_FALSE(fs::exists(folder / "parent/.target.partial"));
}

TEST(WorkFolder, UnfinishedWorkIsRemovedOrKept) {
  const test::TemporaryFolder folder;
  const fs::path target = folder / "target", hidden = folder / ".target.partial";
  for (const Leftovers leftovers : {Leftovers::remove, Leftovers::keep}) {
    {
      const WorkFolder work(target, leftovers);
      std::ofstream(work / "file") << "x";
    }
    EXPECT_EQ(fs::exists(hidden / "file"), leftovers == Leftovers::keep);
  }
  fs::remove(hidden / "file");
  { const WorkFolder work(target, Leftovers::keep); }
  EXPECT_FALSE(fs::exists(hidden));
}

TEST(WorkFolder, SecondProcessIsToldToWait) {
  const test::TemporaryFolder folder;
  const WorkFolder first(folder / "target", Leftovers::keep);
  EXPECT_THROW(WorkFolder(folder / "target", Leftovers::remove), core::IoError);
}

TEST(WorkFolder, TargetMustBeAbsentOrEmpty) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "file") << "x";
  EXPECT_THROW(WorkFolder(folder.path(), Leftovers::remove), core::InvalidOptions);
  EXPECT_THROW(WorkFolder(folder / "file", Leftovers::remove), core::InvalidOptions);
  fs::create_directory(folder / "empty");
  EXPECT_NO_THROW(WorkFolder(folder / "empty", Leftovers::remove));
}

}  // namespace
}  // namespace pinna::data
