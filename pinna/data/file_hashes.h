// The hash of every audio file of a table, made on first use.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "pinna/core/hash.h"
#include "pinna/data/clip_cache.h"
#include "pinna/data/clip_table.h"

namespace pinna::data {

/// Thread-safe. Each file is read once, however many clips lie in it.
class FileHashes {
 public:
  explicit FileHashes(const ClipTable& table) : cache_(table.num_clips(), table.num_clips()) {
    for (const Clip& clip : table.clips) places_.emplace(clip.path, std::ssize(places_));
  }

  /// XXH3-128 of the file of a clip of the table. MissingInput, IoError.
  std::string of(const Clip& clip) {
    return *cache_.get(places_.at(clip.path), [&] { return core::xxh3_file(clip.path); });
  }

 private:
  std::map<std::filesystem::path, int64_t> places_;
  ClipCache<std::string> cache_;
};

}  // namespace pinna::data
