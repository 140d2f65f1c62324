// ZIP files: made with the same bytes whenever their content is the same, and read although nobody
// vouches for them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pinna::report {

/// A file to put into a ZIP.
struct ZipSource {
  std::string name = "";            ///< relative, with slashes
  std::string content = "";         ///< unless there is a file:
  std::filesystem::path file = {};  ///< whose bytes are taken
};

/// In order of name, with one date for all (1980), mode 0644, without owner. Written atomically.
/// Bug for a name that relative_path_problem refuses or that comes twice; MissingInput for a file
/// that is gone.
void write_zip(const std::filesystem::path& path, std::vector<ZipSource> sources);

/// Above them nothing is kept in memory or read on.
struct ZipLimits {
  int64_t kept_file_bytes = int64_t{64} << 20;  ///< larger files are measured, not kept
  int64_t kept_bytes = int64_t{512} << 20;      ///< of all files together
  int64_t entries = 20'000;
  int64_t unpacked_bytes = int64_t{4} << 30;
};

struct ZipEntry {
  std::string name = "";
  int64_t bytes = 0;                                  ///< as unpacked, not as the ZIP says
  std::optional<std::string> content = std::nullopt;  ///< empty above the limits
};

struct ZipContent {
  std::vector<ZipEntry> entries = {};  ///< plain files, in order of name
  /// What must not be in a ZIP that others unpack: names that leave the folder or come twice,
  /// links, encrypted or damaged content, more than the limits allow.
  std::vector<std::string> problems = {};

  const ZipEntry* find(std::string_view name) const;
};

/// MissingInput if absent, BadData if it is no ZIP. Nothing is unpacked to the disk.
ZipContent read_zip(const std::filesystem::path& path, const ZipLimits& limits = {});

}  // namespace pinna::report
