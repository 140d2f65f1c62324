// The folder that an extraction fills, possibly by several processes and in several attempts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <utility>

#include "pinna/core/files.h"
#include "pinna/data/feature_manifest.h"

namespace pinna::data {

/// A lock whose file goes with it.
class TemporaryLock {
 public:
  TemporaryLock(std::filesystem::path path, core::LockPatience patience)
      : path_(std::move(path)), lock_(path_, patience) {}
  ~TemporaryLock();
  TemporaryLock(const TemporaryLock&) = delete;
  TemporaryLock& operator=(const TemporaryLock&) = delete;

 private:
  std::filesystem::path path_;
  core::FileLock lock_;
};

/// manifest.json holds the plan from the beginning. A finished shard leaves a file with its entry
/// beside it, so that no process waits for another; the last one lists all in the manifest.
class ExtractionFolder {
 public:
  /// Begins a folder or goes on with one of the same plan. InvalidOptions if it holds features of
  /// another plan, saying what differs, or anything else.
  ExtractionFolder(std::filesystem::path folder, const FeaturePlan& plan);

  /// IoError if another process is at work on the shard.
  TemporaryLock lock_shard(int64_t shard) const;
  // The next three are for the holder of the shard's lock.
  /// Removes what killed processes left of the shard.
  void clean_up(int64_t shard) const;
  /// What was finished earlier; nothing if the shard was not.
  std::optional<ShardEntry> entry(int64_t shard) const;
  void set(int64_t shard, const ShardEntry& entry) const;

  /// Whether all shards are finished; then the manifest lists them, SHA256SUMS is there and nothing
  /// but results remains.
  bool finish() const;

 private:
  void begin(const FeaturePlan& plan) const;
  bool has_entry_file(int64_t shard) const;
  void write(const FeatureManifest& manifest) const;
  void write_sums(const FeatureManifest& manifest) const;

  std::filesystem::path folder_;
  std::filesystem::file_time_type found_at_;  ///< when that manifest was written
  FeatureManifest found_;                     ///< when the object was made
};

}  // namespace pinna::data
