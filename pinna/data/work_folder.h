// A hidden folder beside the one to be made, so that the latter appears complete or not at all.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "pinna/core/files.h"

namespace pinna::data {

/// What becomes of unfinished work, if there is any.
enum class Leftovers { remove, keep };

/// .NAME.partial beside the folder NAME, locked against other processes while the object lives.
/// What an earlier, killed one left is still there.
class WorkFolder {
 public:
  /// InvalidOptions unless `target` is absent or an empty folder.
  WorkFolder(const std::filesystem::path& target, Leftovers leftovers);
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  /// An absolute path without links, below the work folder.
  std::filesystem::path operator/(std::string_view name) const { return folder_ / name; }
  /// Writes everything to disk, moves `finished`, a folder in this one, to the target and removes
  /// the rest.
  void commit(const std::filesystem::path& finished);
  /// Removes the work folder now.
  void remove();

 private:
  std::filesystem::path target_;
  Leftovers leftovers_;
  std::filesystem::path folder_;
  std::optional<core::FileLock> lock_;
};

}  // namespace pinna::data
