// The part of a download that has arrived, and which version of the source it belongs to.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "pinna/core/files.h"

namespace pinna::data {

/// What identifies the content behind a URL at one time.
struct SourceVersion {
  std::string url = "";
  std::string validator = "";  ///< strong ETag or Last-Modified; empty: cannot be resumed
  int64_t num_bytes = -1;      ///< of the whole file; -1: unknown
  bool operator==(const SourceVersion&) const = default;
};

/// TARGET.part, locked against other processes, and TARGET.part.json. Both outlive the object
/// unless they are empty.
class PartialFile {
 public:
  explicit PartialFile(const std::filesystem::path& target);
  ~PartialFile();
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  const std::filesystem::path& path() const { return path_; }
  int64_t size() const { return size_; }
  /// The version that the bytes belong to, if they may be continued from `url`.
  std::optional<SourceVersion> resumable_from(const std::string& url) const;
  /// Whether all bytes of a known version from `url` are there.
  bool is_complete(const std::string& url) const;

  /// Drops the bytes and notes what the next ones belong to.
  void restart(const SourceVersion& version);
  void append(std::string_view bytes);
  /// Syncs, renames to the target and removes the note.
  void commit();
  /// Removes both files; the object is of no use any more.
  void remove();

 private:
  std::filesystem::path target_, path_, note_path_;
  core::FileLock lock_;
  int descriptor_;
  int64_t size_ = 0;
  std::optional<SourceVersion> version_;
};

}  // namespace pinna::data
