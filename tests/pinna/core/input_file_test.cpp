#include "pinna/core/input_file.h"

#include <array>
#include <fstream>

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

TEST(InputFile, ReadsAnyPart) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "file") << "0123456789";
  const InputFile file(folder / "file");
  EXPECT_EQ(file.size(), 10);
  EXPECT_EQ(file.read_text(3, 4), "3456");
  EXPECT_EQ(file.read_text(8, 100), "89");
  EXPECT_EQ(file.read_text(10, 1), "");
  std::array<std::byte, 2> bytes;
  file.read(0, bytes);
  EXPECT_EQ(bytes[1], std::byte{'1'});
}

TEST(InputFile, EndBeforeTheWantedBytesIsBadData) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "file") << "0123";
  const InputFile file(folder / "file");
  std::array<std::byte, 3> bytes;
  EXPECT_THROW(file.read(2, bytes), BadData);
}

TEST(InputFile, OnlyRegularFilesAreOpened) {
  const test::TemporaryFolder folder;
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_THROW(InputFile(folder / "absent"), MissingInput);
  EXPECT_THROW(InputFile(folder.path()), BadData);
  EXPECT_THROW(InputFile(folder / "pipe"), BadData);
  EXPECT_THROW(InputFile("/dev/zero"), BadData);
}

}  // namespace
}  // namespace pinna::core
