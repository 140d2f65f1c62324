// Random access to the bytes of an audio file, on disk or in memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace pinna::audio {

class ByteSource {
 public:
  explicit ByteSource(std::string name) : name_(std::move(name)) {}
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  virtual int64_t size() const = 0;
  /// Fills `target` from `offset` >= 0; returns the bytes there were, fewer only at the end.
  /// IoError if the operating system fails.
  virtual int64_t read_at(int64_t offset, std::span<char> target) = 0;

  /// What messages call it: the path.
  const std::string& name() const { return name_; }
  /// "name: byte N", the `where` of a message.
  std::string place(int64_t byte) const;

 private:
  std::string name_;
};

/// A regular file, read through a 64 KiB buffer. MissingInput if there is none or it is a folder,
/// BadData for a pipe or device, IoError if it may not be read.
std::unique_ptr<ByteSource> open_file(const std::filesystem::path& path);

/// Bytes that outlive the source.
std::unique_ptr<ByteSource> view_memory(std::string_view bytes, std::string_view name);

}  // namespace pinna::audio
