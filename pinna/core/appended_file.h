// Files that only grow.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace pinna::core {

/// A file that no other process writes: each append is on the disk when it returns, and a crash can
/// cut only the last.
class AppendedFile {
 public:
  /// Creates it; IoError if it exists already or cannot be made.
  explicit AppendedFile(std::filesystem::path path);
  ~AppendedFile();
  AppendedFile(const AppendedFile&) = delete;
  AppendedFile& operator=(const AppendedFile&) = delete;
  void append(std::string_view bytes);
  int64_t size() const { return size_; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int descriptor_;
  int64_t size_ = 0;
};

}  // namespace pinna::core
