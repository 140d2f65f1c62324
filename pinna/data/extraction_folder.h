// The folder that an extraction fills, possibly by several processes and in several attempts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <utility>

#include "pinna/core/files.h"
#include "pinna/data/feature_manifest.h"

namespace pinna::data {

/// Keeps other processes from one shard while the object lives.
class ShardLock {
 public:
  explicit ShardLock(std::filesystem::path path) : path_(std::move(path)), lock_(path_) {}
  /// Removes the file before the lock goes. A process that had opened it gets a lock on a file
  /// without a name; it then finds the shard listed and leaves it alone.
  ~ShardLock();
  ShardLock(const ShardLock&) = delete;
  ShardLock& operator=(const ShardLock&) = delete;

 private:
  std::filesystem::path path_;
  core::FileLock lock_;
};

/// manifest.json lists the finished shards from the beginning on; every change is made under a
/// lock.
class ExtractionFolder {
 public:
  /// Begins a folder or goes on with one of the same plan. InvalidOptions if it holds features of
  /// another plan, saying what differs, or anything else.
  ExtractionFolder(std::filesystem::path folder, const FeaturePlan& plan);

  FeatureManifest manifest() const { return read_feature_manifest(folder_); }
  /// IoError if another process is at work on the shard.
  ShardLock lock_shard(int64_t shard) const;
  /// Removes what killed processes left of the shard, whose lock the caller holds.
  void clean_up(int64_t shard) const;
  /// Lists a finished shard.
  void set(int64_t shard, ShardEntry entry);
  /// Whether all shards are listed; then SHA256SUMS is there and nothing but results remains.
  bool finish();

 private:
  void write(const FeatureManifest& manifest) const;

  std::filesystem::path folder_;
  FeaturePlan plan_;
};

}  // namespace pinna::data
