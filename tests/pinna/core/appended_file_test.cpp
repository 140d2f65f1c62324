#include "pinna/core/appended_file.h"

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::core {
namespace {

TEST(AppendedFile, GrowsByWhatIsAppended) {
  const test::TemporaryFolder folder;
  AppendedFile file(folder / "log");
  file.append(std::string_view("a\0b", 3));
  EXPECT_EQ(read_file(folder / "log"), std::string("a\0b", 3));
  file.append("");
  file.append("c");
  EXPECT_EQ(read_file(folder / "log"), std::string("a\0bc", 4));
  EXPECT_EQ(file.size(), 4);
}

TEST(AppendedFile, NeverTouchesAFileThatExists) {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "log", "old");
  EXPECT_THROW(AppendedFile(folder / "log"), IoError);
  EXPECT_EQ(read_file(folder / "log"), "old");
  EXPECT_THROW(AppendedFile(folder / "absent" / "log"), IoError);
}

}  // namespace
}  // namespace pinna::core
