#include "pinna/core/lock_probe.h"

#include <optional>

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>

#include "pinna/core/files.h"

namespace pinna::core {
namespace {

TEST(IsLocked, OnlyWhileTheLockIsHeld) {
  const test::TemporaryFolder folder;
  EXPECT_FALSE(is_locked(folder / "lock"));
  EXPECT_FALSE(std::filesystem::exists(folder / "lock"));
  std::optional<FileLock> lock(folder / "lock");
  EXPECT_TRUE(is_locked(folder / "lock"));
  lock.reset();
  EXPECT_FALSE(is_locked(folder / "lock"));
}

TEST(IsLocked, LooksWithoutTakingTheLock) {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "lock", "");
  EXPECT_FALSE(is_locked(folder / "lock"));
  EXPECT_NO_THROW(FileLock{folder / "lock"});
}

}  // namespace
}  // namespace pinna::core
