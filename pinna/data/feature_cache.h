// Features that were computed before, found again by what they were computed from.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "pinna/data/clip_table.h"
#include "pinna/features/feature_matrix.h"

namespace pinna::data {

/// The key of a clip's features: XXH3-128 of settings_hash(), the hash of the audio file's bytes,
/// the clip's part of the file and the name of the kernels that compute, since processors of
/// different instruction sets round differently. Names, labels and folds are no part of it.
std::string feature_key(std::string_view settings_hash, std::string_view audio_hash,
                        const Clip& clip, std::string_view kernels);

/// A folder of entries `ab/cdef....safetensors`, named by the 32 digits of their keys, each with a
/// checksum of its key, shape and values (docs/formats.md). Any number of threads and processes may
/// share one folder: entries appear whole or not at all, and all writers of a key write the same.
class FeatureCache {
 public:
  /// Called with one sentence when an entry is damaged or cannot be kept; never by two threads at
  /// once.
  using Warn = std::function<void(const std::string& sentence)>;

  /// Removes what killed processes left more than a day ago. IoError if the folder can neither be
  /// found nor made.
  explicit FeatureCache(std::filesystem::path folder, Warn warn = {});

  /// The matrix of `key`, or nothing if there is none. A damaged entry is reported and counts as
  /// none.
  std::optional<features::FeatureMatrix> find(const std::string& key);
  /// Keeps the matrix. Failures such as a full disk are reported once and cost only the entry.
  void keep(const std::string& key, const features::FeatureMatrix& matrix);

 private:
  std::filesystem::path path_of(const std::string& key) const;
  void warn(const std::string& sentence);

  std::filesystem::path folder_;
  Warn warn_;
  std::mutex mutex_;
  std::atomic<bool> has_failed_to_keep_ = false;
};

}  // namespace pinna::data
