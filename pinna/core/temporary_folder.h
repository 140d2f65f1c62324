// A place for work whose files nobody keeps.
#pragma once

#include <filesystem>

namespace pinna::core {

/// A new empty folder in the system's place for temporary files ($TMPDIR, else /tmp), removed with
/// its content when the object goes. IoError if it cannot be made.
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

}  // namespace pinna::core
