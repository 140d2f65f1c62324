#include "pinna/core/temporary_folder.h"

#include <gtest/gtest.h>

#include "pinna/core/files.h"

namespace pinna::core {
namespace {

TEST(TemporaryFolder, IsEmptyOfItsOwnAndGoneAfterwards) {
  std::filesystem::path path;
  {
    const TemporaryFolder folder;
    const TemporaryFolder other;
    path = folder.path();
    EXPECT_NE(path, other.path());
    EXPECT_TRUE(std::filesystem::is_empty(path));
    make_folder(path / "below");
    write_file_atomically(path / "below" / "file", "content");
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace pinna::core
