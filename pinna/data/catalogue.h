// Datasets that can be fetched by name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/data/clip_table.h"
#include "pinna/data/download.h"
#include "pinna/data/progress_callback.h"

namespace pinna::data {

struct CatalogueEntry {
  std::string name;
  std::string title;
  std::string url;      ///< of an archive; its bytes are not promised to stay the same
  std::string licence;  ///< to be shown before the download
  std::string citation;
  int64_t approximate_bytes = 0;  ///< of the archive
  int64_t num_clips = 0;
  /// Reads the unpacked folder and finds every clip.
  ClipTable (*read)(const std::filesystem::path& root) = nullptr;
};

/// All entries, by name.
const std::vector<CatalogueEntry>& catalogue();
/// InvalidOptions that lists the names and suggests the nearest.
const CatalogueEntry& find_in_catalogue(std::string_view name);

struct GetOptions {
  Transport transport = Transport::https;
  ProgressCallback download_progress = {};  ///< bytes
  ProgressCallback unpack_progress = {};    ///< bytes of the archive
  ProgressCallback hash_progress = {};      ///< files
};

enum class ManifestOrigin {
  publisher,  ///< came with the dataset: every file is what its publisher hashed
  download,   ///< written here: later changes will be seen, but nobody vouches for this download
};

struct GetReport {
  int64_t num_clips = 0;
  int64_t num_files = 0;
  int64_t num_bytes = 0;
  std::string archive_sha256 = "";
  ManifestOrigin manifest = ManifestOrigin::download;
};

/// Downloads, unpacks and checks a dataset into `folder`, which must be absent or empty and appears
/// only when all is well: all clips are there, and every file has the SHA-256 of the dataset's own
/// SHA256SUMS; where it ships none, one is written. An interrupted call is continued by the next
/// one: until then its files are in .NAME.partial beside the folder. Errors are those of
/// download(), unpack_archive() and `read`.
GetReport get_dataset(const CatalogueEntry& entry, const std::filesystem::path& folder,
                      const GetOptions& options = {});

}  // namespace pinna::data
