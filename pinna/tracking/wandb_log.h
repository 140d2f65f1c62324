// The file of a W&B run: records in a log that a crash leaves readable.
#pragma once

#include <filesystem>
#include <string_view>

#include "pinna/core/appended_file.h"

namespace pinna::tracking {

/// Blocks of 32 KiB counted from the beginning of the file; a record is cut into chunks that do
/// not cross a block. Format: wandb/sdk/internal/datastore.py of 2026-08-21, which is LevelDB's
/// log with CRC-32 in place of CRC-32C and a header of seven bytes.
class WandbLog {
 public:
  /// Creates the file; IoError if it exists.
  explicit WandbLog(const std::filesystem::path& path);
  /// On return the record is on the disk.
  void append(std::string_view record);

 private:
  core::AppendedFile file_;
};

}  // namespace pinna::tracking
