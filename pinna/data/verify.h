// Manifests: the SHA-256 of every file of a folder, in the format of coreutils' sha256sum.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/data/progress_callback.h"

namespace pinna::data {

/// The manifest's place in the folder that it describes.
inline constexpr std::string_view kManifestName = "SHA256SUMS";

/// Names relative to the folder, sorted.
struct VerifyReport {
  int64_t num_listed = 0;
  std::vector<std::string> missing = {};
  std::vector<std::string> changed = {};
  std::vector<std::string> extra = {};  ///< present but not listed
  /// Every listed file is there and unchanged.
  bool intact() const { return missing.empty() && changed.empty(); }
};

/// Hashes every file below `folder` with `threads` threads (0: one per processor) and compares with
/// its manifest. MissingInput without a manifest; BadData with the line if it is malformed, lists a
/// file twice or points outside the folder. Progress counts files.
VerifyReport verify_folder(const std::filesystem::path& folder, int threads = 0,
                           const ProgressCallback& progress = {});

/// Writes the manifest of everything below `folder`, sorted by name, atomically; `sha256sum -c`
/// reads it. Returns the number of files. BadData for names with backslashes or control characters.
int64_t write_manifest(const std::filesystem::path& folder, int threads = 0,
                       const ProgressCallback& progress = {});

}  // namespace pinna::data
