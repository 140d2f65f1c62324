// Files: whole reads with limits, and writes that are either complete or absent.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>

namespace pinna::core {

/// The whole file. MissingInput if absent, BadData above max_bytes, IoError if reading fails.
std::string read_file(const std::filesystem::path& path, int64_t max_bytes = int64_t{1} << 30);

/// Temporary file beside `path`, fsync, rename, fsync of the folder: readers see the old content or
/// the new, never a part. The temporary is removed on failure; IoError (disk full, read-only, ...;
/// `path` is a folder, device or pipe).
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// The same for content that is produced piece by piece into a stream, which can go back (seekp).
void write_file_atomically(const std::filesystem::path& path,
                           const std::function<void(std::ostream&)>& produce);

/// Appends one line and fsyncs: on return it is on the disk. A crash can cut only the last line.
void append_line(const std::filesystem::path& path, std::string_view line);

/// Creates the folder and its parents; IoError says which could not be made.
void make_folder(const std::filesystem::path& path);

/// Throws MissingInput naming the nearest existing parent unless `path` is a folder / a file.
void require_folder(const std::filesystem::path& path, std::string_view what,
                    std::string_view fix = "");
void require_file(const std::filesystem::path& path, std::string_view what,
                  std::string_view fix = "");

/// How long to wait for a lock that another process holds.
enum class LockPatience {
  three_seconds,  ///< for locks held over long work
  unlimited,      ///< for locks held only over a change of a file
};

/// An advisory lock on `path` (created if needed) for this object's lifetime; the kernel drops it
/// when the process dies. The holder may remove the file: those who wait then lock a new one.
/// IoError if another process still holds it when the patience is over.
class FileLock {
 public:
  explicit FileLock(const std::filesystem::path& path,
                    LockPatience patience = LockPatience::three_seconds);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace pinna::core
