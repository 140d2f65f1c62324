// A shard: an uncompressed tar archive with two entries for every clip, KEY.json and KEY.npy, as
// WebDataset reads them. Same samples, same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>

#include "pinna/data/feature_sample.h"

namespace pinna::data {

/// Entries of time 0 and no owner in the order of the calls; finish() ends the archive.
class ShardWriter {
 public:
  /// `out` must outlive the writer; what it throws reaches the caller.
  explicit ShardWriter(std::ostream& out);
  ~ShardWriter();
  ShardWriter(const ShardWriter&) = delete;
  ShardWriter& operator=(const ShardWriter&) = delete;

  /// Returns the byte where the sample's first entry begins.
  int64_t add(const RawSample& sample);
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads samples that anybody may have written: only plain files in pairs, JSON of at most
/// max_record_bytes and arrays of at most `max_npy_bytes`.
class ShardReader {
 public:
  /// Begins at byte `offset`, where a sample must begin. MissingInput if there is no such file.
  ShardReader(const std::filesystem::path& path, int64_t max_npy_bytes, int64_t offset = 0);
  ~ShardReader();
  ShardReader(const ShardReader&) = delete;
  ShardReader& operator=(const ShardReader&) = delete;

  /// The next sample, or nothing after the last. BadData for damage and other content.
  std::optional<RawSample> next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace pinna::data
