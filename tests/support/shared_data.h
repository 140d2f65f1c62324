// Outside data that tests use where it is present: golden numbers and real recordings.
#pragma once

#include <filesystem>

namespace pinna::test {

/// `relative` below $PINNA_SHARED_DIR, or below the folder `shared` beside the source tree.
std::filesystem::path shared_path(const std::filesystem::path& relative);

/// A fresh empty folder, removed with its content when the object goes.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(const std::filesystem::path& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace pinna::test

/// Skips the running test with a message unless the shared file or folder exists.
#define REQUIRE_SHARED(path)          \
  if (!std::filesystem::exists(path)) \
  GTEST_SKIP() << (path) << " is absent: set PINNA_SHARED_DIR to run the comparison"
