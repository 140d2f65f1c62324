// A hidden folder beside the one to be made, so that the latter appears complete or not at all.
#pragma once

#include <filesystem>
#include <optional>

#include "pinna/core/files.h"

namespace pinna::data {

/// Locked against other processes; what an earlier, killed one left behind is removed. The object
/// removes all of it when it goes.
class StagingFolder {
 public:
  /// For `target`, which must be absent or an empty folder: InvalidOptions otherwise.
  explicit StagingFolder(const std::filesystem::path& target);
  ~StagingFolder();
  StagingFolder(const StagingFolder&) = delete;
  StagingFolder& operator=(const StagingFolder&) = delete;

  /// Where to put the content: an absolute path without links.
  const std::filesystem::path& content() const { return content_; }
  /// Writes everything to disk and moves `finished`, the content or a folder in it, to the target.
  void commit(const std::filesystem::path& finished);

 private:
  std::filesystem::path target_;
  std::filesystem::path folder_;
  std::optional<core::FileLock> lock_;
  std::filesystem::path content_;
};

}  // namespace pinna::data
