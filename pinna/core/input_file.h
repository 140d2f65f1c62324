// A regular file opened for reading, for parsers that take parts of it without copies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace pinna::core {

/// Reads do not move a position, so threads may share one object.
class InputFile {
 public:
  /// MissingInput if there is no such file, BadData for a folder, pipe or device.
  explicit InputFile(const std::filesystem::path& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  /// Bytes when the file was opened.
  int64_t size() const { return size_; }
  std::string name() const { return path_.string(); }
  /// Fills `target` from byte `offset`; BadData if the file ends before, IoError if reading fails.
  void read(int64_t offset, std::span<std::byte> target) const;
  /// Up to `count` bytes from byte `offset`: fewer only at the end of the file.
  std::string read_text(int64_t offset, int64_t count) const;

 private:
  std::filesystem::path path_;
  int descriptor_;
  int64_t size_ = 0;
};

}  // namespace pinna::core
