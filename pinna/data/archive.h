// Unpacking archives that nobody vouches for.
#pragma once

#include <cstdint>
#include <filesystem>

#include "pinna/data/progress_callback.h"

namespace pinna::data {

enum class TopFolder {
  keep,   ///< the folder gets what the archive holds
  strip,  ///< if the archive holds nothing but one folder, its content
};

/// More than any honest dataset needs.
struct UnpackLimits {
  int64_t entries = 1'000'000;
  int64_t bytes = int64_t{1} << 40;
  int64_t ratio = 200;  ///< unpacked bytes per byte of archive; 1 MB is always allowed
};

struct UnpackOptions {
  TopFolder top_folder = TopFolder::keep;
  UnpackLimits limits = {};
  ProgressCallback progress = {};  ///< bytes of the archive
};

struct UnpackReport {
  int64_t num_files = 0;
  int64_t num_bytes = 0;
};

/// Unpacks a .zip or .tar (plain, .gz, .bz2, .xz, .zst) into `folder`, which must be absent or
/// empty. All or nothing: the content is collected in a hidden folder beside and renamed at the
/// end. Only plain files and folders are made, readable by all and executable by none. BadData, and
/// nothing left behind, for names that are absolute, contain "..", or come twice; links, devices
/// and pipes; encrypted or damaged content; more than the limits allow; and files that are no
/// archive.
UnpackReport unpack_archive(const std::filesystem::path& archive,
                            const std::filesystem::path& folder, const UnpackOptions& options = {});

}  // namespace pinna::data
